import { lastAtOrBefore } from './frames.ts';
import { type Mark, marksAt } from './marks.ts';
import { tracePath } from './paint-paths.ts';
import type { Piece } from './piece.ts';
import { isDimmed, type Scene } from './scene.ts';

const RADIUS = 4.5;

/** Trails and agents at one frame; the marks come back for hit-testing. `pointed`: the agent under the pointer. */
export function paintAgents(
  context: CanvasRenderingContext2D,
  scene: Scene,
  time: number,
  pointed: number | undefined,
): readonly Mark[] {
  const marks = marksAt(scene, time);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const { agent } of marks) if (!scene.looks[agent]?.apart) paintTrail(context, scene, agent, time);
  const back = marks.filter(({ agent }) => isDimmed(scene, agent));
  const front = marks.filter(({ agent }) => !isDimmed(scene, agent));
  for (const mark of [...back, ...front]) paintMark(context, scene, mark, mark.agent === pointed);
  context.globalAlpha = 1;
  return marks;
}

/** Four parts, the older the fainter. */
const PARTS = [0.2, 0.4, 0.65, 0.95];

function paintTrail(context: CanvasRenderingContext2D, scene: Scene, agent: number, time: number): void {
  const length = scene.trail * scene.step;
  if (length <= 0) return;
  const pieces = scene.store.piecesBetween(time - length, time);
  const dim = isDimmed(scene, agent) ? 0.15 : 1;
  context.strokeStyle = scene.looks[agent]?.colour ?? scene.ink;
  context.lineWidth = scene.selected.has(agent) ? 2.25 : 1.5;
  PARTS.forEach((alpha, part) => {
    const from = time - length * (1 - part / PARTS.length);
    const to = time - length * (1 - (part + 1) / PARTS.length);
    context.beginPath();
    let drawn = false;
    for (const piece of pieces) drawn = traceSpan(context, scene, piece, agent, from, to) || drawn;
    if (!drawn) return;
    context.globalAlpha = alpha * dim;
    context.stroke();
  });
}

function traceSpan(
  context: CanvasRenderingContext2D,
  scene: Scene,
  piece: Piece,
  agent: number,
  from: number,
  to: number,
): boolean {
  const start = piece.starts[agent] ?? 0;
  const end = piece.starts[agent + 1] ?? start;
  const first = Math.max(lastAtOrBefore(piece.time, from, start, end), start);
  const last = lastAtOrBefore(piece.time, to, start, end);
  return tracePath(context, scene, piece, first, last + 1, 3 * scene.step);
}

function paintMark(context: CanvasRenderingContext2D, scene: Scene, mark: Mark, pointed: boolean): void {
  const look = scene.looks[mark.agent];
  const selected = scene.selected.has(mark.agent);
  const radius = RADIUS + (selected ? 1.5 : 0);
  context.globalAlpha = isDimmed(scene, mark.agent) ? 0.25 : 1;
  context.fillStyle = look?.colour ?? scene.ink;
  context.strokeStyle = mark.seen ? scene.ground : (look?.colour ?? scene.ink);
  context.lineWidth = mark.seen ? 1 : 1.5;
  context.beginPath();
  if (look?.apart) traceDiamond(context, mark, radius + 1.5);
  else if (mark.heading === undefined) context.arc(mark.x, mark.y, radius, 0, 2 * Math.PI);
  else traceDart(context, mark, radius * 1.45, mark.heading);
  // Hollow while nobody saw it: the mark stays where the agent was last.
  if (mark.seen) context.fill();
  context.stroke();
  if (!selected && !pointed) return;
  context.beginPath();
  context.arc(mark.x, mark.y, radius + 5, 0, 2 * Math.PI);
  context.strokeStyle = scene.ink;
  context.lineWidth = pointed ? 1.75 : 1;
  context.stroke();
}

function traceDart(context: CanvasRenderingContext2D, { x, y }: Mark, radius: number, heading: number): void {
  const point = (angle: number, distance: number) =>
    [x + Math.cos(heading + angle) * distance, y + Math.sin(heading + angle) * distance] as const;
  context.moveTo(...point(0, radius));
  context.lineTo(...point(2.45, radius));
  context.lineTo(...point(Math.PI, radius * 0.4));
  context.lineTo(...point(-2.45, radius));
  context.closePath();
}

function traceDiamond(context: CanvasRenderingContext2D, { x, y }: Mark, radius: number): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}
