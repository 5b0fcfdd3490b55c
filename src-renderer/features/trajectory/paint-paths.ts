import type { Brush } from './brush.ts';
import { toScreen } from './projection.ts';
import { isDimmed, type Scene } from './scene.ts';
import { Trace } from './trace.ts';

/** The paths of all agents, faint, the selected ones on top. */
export function paintPaths(context: Brush, scene: Scene): void {
  context.lineJoin = 'round';
  context.lineWidth = 1;
  paintBounds(context, scene);
  const agents = scene.looks.map((_, agent) => agent);
  const dimmed = agents.filter((agent) => isDimmed(scene, agent));
  const clear = agents.filter((agent) => !isDimmed(scene, agent));
  for (const agent of dimmed) paintPath(context, scene, agent, 0.1);
  for (const agent of clear) paintPath(context, scene, agent, scene.selected.size > 0 ? 0.6 : 0.22);
  context.globalAlpha = 1;
}

function paintPath(context: Brush, scene: Scene, agent: number, alpha: number): void {
  const trace = new Trace(context, scene, 3 * scene.step * scene.store.paths.stride);
  context.beginPath();
  for (const piece of scene.store.paths.of(agent)) {
    const from = piece?.starts[agent] ?? 0;
    if (piece) trace.add(piece, from, piece.starts[agent + 1] ?? from);
  }
  if (!trace.drawn) return;
  context.strokeStyle = scene.looks[agent]?.colour ?? scene.ink;
  context.globalAlpha = alpha;
  context.stroke();
}

/** The extent of all positions. */
function paintBounds(context: Brush, { bounds, view, axes, size, missing }: Scene): void {
  const [across, along] = bounds;
  const corner = (i: 0 | 1, j: 0 | 1) => toScreen(view, axes, size, across[i], along[j]);
  context.strokeStyle = missing;
  context.globalAlpha = 0.55;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(...corner(0, 0));
  context.lineTo(...corner(1, 0));
  context.lineTo(...corner(1, 1));
  context.lineTo(...corner(0, 1));
  context.closePath();
  context.stroke();
  context.setLineDash([]);
}
