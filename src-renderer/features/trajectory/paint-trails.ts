import { lastAtOrBefore } from './frames.ts';
import type { Piece } from './piece.ts';
import { isDimmed, type Scene } from './scene.ts';
import { Trace } from './trace.ts';

/** A trail has four parts, the older the fainter. */
const PARTS = [0.2, 0.4, 0.65, 0.95];

/** Where the agents have been for the last `scene.trail` frames. Agents that look the same are drawn in one stroke. */
export function paintTrails(
  context: CanvasRenderingContext2D,
  scene: Scene,
  agents: readonly number[],
  time: number,
): void {
  const length = scene.trail * scene.step;
  if (length <= 0) return;
  const pieces = scene.store.piecesBetween(time - length, time);
  const alike = Map.groupBy(agents, (agent) =>
    [scene.looks[agent]?.colour, isDimmed(scene, agent), scene.selected.has(agent)].join(),
  );
  for (const group of alike.values()) {
    const [first = 0] = group;
    context.strokeStyle = scene.looks[first]?.colour ?? scene.ink;
    context.lineWidth = scene.selected.has(first) ? 2.25 : 1.5;
    PARTS.forEach((alpha, part) => {
      const from = time - length * (1 - part / PARTS.length);
      const to = time - length * (1 - (part + 1) / PARTS.length);
      context.globalAlpha = alpha * (isDimmed(scene, first) ? 0.15 : 1);
      strokeSpan(context, scene, { pieces, agents: group, from, to });
    });
  }
}

interface Span {
  readonly pieces: readonly Piece[];
  readonly agents: readonly number[];
  readonly from: number;
  readonly to: number;
}

function strokeSpan(context: CanvasRenderingContext2D, scene: Scene, { pieces, agents, from, to }: Span): void {
  const trace = new Trace(context, scene, 3 * scene.step);
  context.beginPath();
  for (const agent of agents) {
    trace.lift();
    for (const piece of pieces) {
      const start = piece.starts[agent] ?? 0;
      const end = piece.starts[agent + 1] ?? start;
      const first = Math.max(lastAtOrBefore(piece.time, from, start, end), start);
      trace.add(piece, first, lastAtOrBefore(piece.time, to, start, end) + 1);
    }
  }
  if (trace.drawn) context.stroke();
}
