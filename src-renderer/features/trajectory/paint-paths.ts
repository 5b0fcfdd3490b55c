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
  strokePaths(context, scene, dimmed, 0.1);
  strokePaths(context, scene, clear, scene.selected.size > 0 ? 0.6 : 0.22);
  context.globalAlpha = 1;
}

/** A stroke has a price of its own: of very many agents, several that follow one another in one colour share theirs. */
const MOST_STROKES = 10_000;

function strokePaths(context: Brush, scene: Scene, agents: readonly number[], alpha: number): void {
  const together = Math.ceil(agents.length / MOST_STROKES);
  context.globalAlpha = alpha;
  for (let from = 0, to = 0; from < agents.length; from = to) {
    const colour = colourOf(scene, agents[from]!);
    do to++;
    while (to - from < together && to < agents.length && colourOf(scene, agents[to]!) === colour);
    const trace = new Trace(context, scene, 3 * scene.step * scene.store.paths.stride);
    context.beginPath();
    for (let at = from; at < to; at++) tracePath(trace, scene, agents[at]!);
    if (!trace.drawn) continue;
    context.strokeStyle = colour;
    context.stroke();
  }
}

const colourOf = ({ looks, ink }: Scene, agent: number): string => looks[agent]?.colour ?? ink;

function tracePath(trace: Trace, { store }: Scene, agent: number): void {
  trace.lift();
  for (const piece of store.paths.of(agent)) {
    const from = piece?.starts[agent] ?? 0;
    if (piece) trace.add(piece, from, piece.starts[agent + 1] ?? from);
  }
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
