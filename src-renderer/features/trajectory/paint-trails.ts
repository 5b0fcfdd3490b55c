import type { Brush } from './brush.ts';
import { lastAtOrBefore } from './frames.ts';
import type { Mark } from './marks.ts';
import type { Piece } from './piece.ts';
import { isDimmed, markColour, type Scene } from './scene.ts';
import { Trace } from './trace.ts';

/** The parts of a trail, the older the fainter. */
const PARTS = [0.1, 0.2, 0.32, 0.46, 0.62, 0.8, 0.98];

/** Of very many agents trails fade in fewer parts and with plain ends, which leaves far less to draw. */
const MANY = 300;
const FEW_PARTS = [0.25, 0.6, 0.95];

/** Where the agents have been for the last `scene.trail` frames. Agents that look the same are drawn in one stroke. */
export function paintTrails(context: Brush, scene: Scene, marks: readonly Mark[], time: number): void {
  const length = scene.trail * scene.step;
  if (length <= 0) return;
  const pieces = scene.store.piecesBetween(time - length, time);
  const many = marks.length > MANY;
  const parts = many ? FEW_PARTS : PARTS;
  context.lineJoin = many ? 'bevel' : 'round';
  context.lineCap = many ? 'butt' : 'round';
  const alike = Map.groupBy(marks, (mark) =>
    [markColour(scene, mark), isDimmed(scene, mark.agent), scene.selected.has(mark.agent)].join(),
  );
  for (const group of alike.values()) {
    const [mark] = group;
    if (mark === undefined) continue;
    const first = mark.agent;
    const agents = group.map(({ agent }) => agent);
    context.strokeStyle = markColour(scene, mark) ?? scene.missing;
    context.lineWidth = scene.selected.has(first) ? 2.25 : 1.5;
    parts.forEach((alpha, part) => {
      const from = time - length * (1 - part / parts.length);
      const to = time - length * (1 - (part + 1) / parts.length);
      context.globalAlpha = alpha * (isDimmed(scene, first) ? 0.15 : 1);
      strokeSpan(context, scene, { pieces, agents, from, to });
    });
  }
}

interface Span {
  readonly pieces: readonly Piece[];
  readonly agents: readonly number[];
  readonly from: number;
  readonly to: number;
}

function strokeSpan(context: Brush, scene: Scene, { pieces, agents, from, to }: Span): void {
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
