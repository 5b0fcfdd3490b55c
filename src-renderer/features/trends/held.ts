import type { Range } from '../../client/query-words.ts';

/** How much longer than what there is the axis becomes each time. */
const AHEAD = 1.25;

/**
 * The x axis of a chart that follows: it stays while what comes fits in, and is then made a quarter longer than it has to
 * be, so that neither the axis nor the pixel columns move with every row.
 */
export function held(before: Range | undefined, [from, to]: Range): Range {
  if (before !== undefined && from >= before[0] && to <= before[1]) return before;
  return [Math.min(from, before?.[0] ?? from), from + (to - from) * AHEAD];
}
