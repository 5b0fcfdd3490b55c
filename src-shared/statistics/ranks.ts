/** Ranks from 1 in the order given; equal values share the mean of theirs. */
export function midranks(values: readonly number[]): readonly number[] {
  const order = [...values.keys()].sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at]!] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/** Σ t³ − t over the groups of t equal ranks: what ties take from the spread of a rank sum. */
export function tieTerm(ranks: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + size ** 3 - size, 0);
}

/**
 * In how many ways so many of the ranks (any number of them, without `chosen`) come to each sum, by twice the sum: the shift
 * algorithm of Streitberg and Röhmel (1986), for which ties need nothing special.
 */
export function rankSums(ranks: readonly number[], chosen?: number): Float64Array {
  const doubled = ranks.map((rank) => Math.round(rank * 2));
  const most = doubled.reduce((sum, rank) => sum + rank, 0);
  const rows = chosen === undefined ? 1 : chosen + 1;
  const ways = Array.from({ length: rows }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (const rank of doubled) {
    for (let taken = rows - 1; taken >= (chosen === undefined ? 0 : 1); taken -= 1) {
      const to = ways[taken]!;
      const from = ways[chosen === undefined ? 0 : taken - 1]!;
      for (let sum = most; sum >= rank; sum -= 1) to[sum]! += from[sum - rank]!;
    }
  }
  return ways[rows - 1]!;
}
