import type { Piece } from './piece.ts';
import { isDimmed, projectionOf, type Scene } from './scene.ts';

/** What lines are drawn into: a canvas' context, or anything that counts. */
export type Pen = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo'>;

/**
 * Adds rows `from` … `to` (the end excluded) of one agent to the pen's path. The line breaks where a position is unknown
 * and where more than `longestGap` of time lies between two rows. Returns whether anything was added.
 */
export function tracePath(pen: Pen, scene: Scene, piece: Piece, from: number, to: number, longestGap: number): boolean {
  const { across, along, x0, y0, kx, ky } = projectionOf(scene, piece);
  let before = Number.NEGATIVE_INFINITY;
  let drawn = false;
  for (let row = from; row < to; row++) {
    const x = x0 + kx * (across[row] ?? Number.NaN);
    const y = y0 + ky * (along[row] ?? Number.NaN);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      before = Number.NEGATIVE_INFINITY;
      continue;
    }
    const time = piece.time[row] ?? 0;
    if (time - before > longestGap) pen.moveTo(x, y);
    else {
      pen.lineTo(x, y);
      drawn = true;
    }
    before = time;
  }
  return drawn;
}

/** The paths of all agents, faint, the selected ones on top. */
export function paintPaths(context: CanvasRenderingContext2D, scene: Scene): void {
  context.lineJoin = 'round';
  context.lineWidth = 1;
  const agents = scene.looks.map((_, agent) => agent);
  const dimmed = agents.filter((agent) => isDimmed(scene, agent));
  const clear = agents.filter((agent) => !isDimmed(scene, agent));
  for (const agent of dimmed) paintPath(context, scene, agent, 0.1);
  for (const agent of clear) paintPath(context, scene, agent, scene.selected.size > 0 ? 0.6 : 0.22);
  context.globalAlpha = 1;
}

function paintPath(context: CanvasRenderingContext2D, scene: Scene, agent: number, alpha: number): void {
  const longestGap = 3 * scene.step * scene.store.stride;
  context.beginPath();
  let drawn = false;
  for (const piece of scene.store.paths) {
    if (!piece) continue;
    const from = piece.starts[agent] ?? 0;
    drawn = tracePath(context, scene, piece, from, piece.starts[agent + 1] ?? from, longestGap) || drawn;
  }
  if (!drawn) return;
  context.strokeStyle = scene.looks[agent]?.colour ?? scene.ink;
  context.globalAlpha = alpha;
  context.stroke();
}
