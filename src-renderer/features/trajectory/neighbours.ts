import type { Mark } from './marks.ts';

/** Agents within `reach` (in units of the scene, in all its dimensions) of one that is selected, at this frame. */
export function neighboursOf(
  marks: readonly Pick<Mark, 'agent' | 'at'>[],
  selected: ReadonlySet<number>,
  reach: number,
): ReadonlySet<number> {
  const near = new Set<number>();
  if (reach <= 0 || selected.size === 0) return near;
  const centres = marks.filter(({ agent }) => selected.has(agent));
  for (const mark of marks) {
    if (!selected.has(mark.agent) && centres.some((centre) => distance(centre.at, mark.at) <= reach))
      near.add(mark.agent);
  }
  return near;
}

/** Unknown depths count as none. */
function distance([x, y, z]: Mark['at'], [u, v, w]: Mark['at']): number {
  return Math.hypot(x - u, y - v, Number.isFinite(z) && Number.isFinite(w) ? z - w : 0);
}
