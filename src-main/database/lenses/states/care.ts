import type { CareAnswer, CareRequest, PairCare, PartCare, StateNumber } from '#shared/model/states.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { isCut } from '../binding/spans.ts';
import type { BoundStates } from './bind-states.ts';
import { rowsBefore, rowsBetween, type SureChanges, stateAt } from './changes.ts';
import type { Part } from './parts.ts';

type Changing<T> = { -readonly [Key in keyof T]: T[Key] };

interface Seen {
  readonly sums: Changing<PartCare>;
  at: number | undefined;
  state: StateNumber | null;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Walks over the rows of all parts and counts what should be looked after. */
export async function careOf(
  bound: BoundStates,
  parts: readonly Part[],
  { from, to, ...limits }: Range & CareRequest,
  options: QueryOptions,
): Promise<CareAnswer> {
  const seen = parts.map(
    ({ session, key, label }): Seen => ({ sums: nothingYet(session, key, label), at: undefined, state: null }),
  );
  const pairs = new Pairs(limits.within);
  const { leftOut } = bound.context;
  for (const changes of await rowsBefore(bound, parts, from, options)) {
    for (const [index, part] of changes.part.entries()) {
      seen[part]!.at = changes.at[index]!;
      seen[part]!.state = stateAt(changes, index);
    }
  }
  for await (const changes of rowsBetween(bound, parts, from, to, options)) {
    for (const index of changes.part.keys()) {
      const at = changes.at[index]!;
      const one = seen[changes.part[index]!];
      if (one === undefined || at < from || at >= to) continue;
      if (one.at !== undefined && isCut(leftOut?.get(one.sums.session), one.at, at)) one.at = undefined;
      const begins = look(one, changes, index, limits);
      if (begins) pairs.begin(one.sums.session, at);
    }
  }
  const end = Math.min(to, bound.times.extent![1]);
  for (const one of seen) {
    one.sums.silent = one.at === undefined ? null : Math.max(end - one.at, 0);
    one.sums.last = one.state;
  }
  return { parts: seen.map(({ sums }) => sums), pairs: pairs.found() };
}

/** Counts one row; tells whether being on begins with it. */
function look(one: Seen, changes: SureChanges, index: number, { gap, below }: CareRequest): boolean {
  const { sums } = one;
  const [at, state] = [changes.at[index]!, stateAt(changes, index)];
  sums.rows += 1;
  if (changes.confidence[index]! < below) sums.unsure += 1;
  const before = one.at;
  if (before === at) {
    sums.duplicates += 1;
    if (state !== one.state) sums.contradictions += 1;
  } else if (before !== undefined && at - before > gap) {
    sums.gaps += 1;
    sums.gapSeconds += at - before;
    if (sums.longest === null || at - before > sums.longest[1] - sums.longest[0]) sums.longest = [before, at];
  }
  const changed = state !== one.state;
  if (changed && one.at !== undefined) sums.changes += 1;
  one.at = at;
  one.state = state;
  return changed && state === 1;
}

/** Being on that begins in two sessions within moments of each other. */
class Pairs {
  readonly #within: number;
  readonly #found = new Map<string, Changing<PairCare>>();
  #last: { readonly session: string; readonly at: number } | undefined;

  constructor(within: number) {
    this.#within = within;
  }

  begin(session: string, at: number): void {
    const last = this.#last;
    this.#last = { session, at };
    if (last === undefined || last.session === session || at - last.at > this.#within) return;
    const [one = '', other = ''] = [last.session, session].toSorted();
    const key = JSON.stringify([one, other]);
    const known = this.#found.get(key);
    if (known === undefined) this.#found.set(key, { one, other, count: 1, first: at });
    else known.count += 1;
  }

  found(): readonly PairCare[] {
    return [...this.#found.values()].toSorted((a, b) => b.count - a.count);
  }
}

function nothingYet(session: string, part: string, label: string | null): Changing<PartCare> {
  return {
    ...{ session, part, label, rows: 0, gaps: 0, gapSeconds: 0, longest: null, duplicates: 0, contradictions: 0 },
    ...{ unsure: 0, changes: 0, silent: null, last: null },
  };
}
