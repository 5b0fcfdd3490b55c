/** How p values of several tests are corrected for their number. */
export const correctionKinds = ['holm', 'benjamini-hochberg', 'bonferroni', 'none'] as const;
export type Correction = (typeof correctionKinds)[number];

/** Corrected p values in the order given; NaN stands for a test that was not done and does not count. */
export function corrected(ps: readonly number[], how: Correction): readonly number[] {
  const done = [...ps.keys()].filter((at) => !Number.isNaN(ps[at]));
  const count = done.length;
  const result = [...ps];
  if (how === 'none') return result;
  if (how === 'bonferroni') return result.map((p) => Math.min(1, p * count));
  const up = done.toSorted((one, other) => (ps[one] ?? 0) - (ps[other] ?? 0));
  if (how === 'holm') stepDown(result, up);
  else stepUp(result, up);
  return result;
}

/** Holm (1979): the smallest times their number, the next times one fewer, …, never below the one before. */
function stepDown(ps: number[], up: readonly number[]): void {
  let least = 0;
  up.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, (ps[at] ?? 0) * (up.length - rank)));
    ps[at] = least;
  });
}

/** Benjamini and Hochberg (1995): the share of false among those found. */
function stepUp(ps: number[], up: readonly number[]): void {
  let most = 1;
  for (let rank = up.length; rank > 0; rank -= 1) {
    const at = up[rank - 1] ?? 0;
    most = Math.min(most, ((ps[at] ?? 0) * up.length) / rank);
    ps[at] = most;
  }
}
