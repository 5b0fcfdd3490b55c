import type { CoverageEpisode, CoverageMatrix } from '#shared/model/coverage.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { BoundCoverage } from './bind-coverage.ts';

/** One episode of a session; a session without any is there once, without one. */
export interface Read {
  readonly session: { readonly id: string; readonly label: string };
  readonly episode: { readonly id: string; readonly label: string } | null;
  readonly columns: readonly (string | null)[];
  readonly state: string | null;
  readonly faults: readonly number[];
  readonly steps: number;
  readonly records: readonly number[];
}

type Bound = Pick<BoundCoverage, 'columns' | 'coverage'>;

/** Episodes in the fields they belong to; sessions and episodes stay in their order. */
export function matrixOf(bound: Bound, read: readonly Read[]): CoverageMatrix {
  const columns = columnsOf(bound, read);
  const places = new Map(columns.map((column, at) => [keyOf(column), at]));
  const sessions = Map.groupBy(read, ({ session }) => session.id);
  const rows = [...sessions.values()].map((own) => {
    const cells = columns.map((): CoverageEpisode[] => []);
    for (const each of own) {
      if (each.episode === null) continue;
      const { episode, faults, steps, records } = each;
      cells[places.get(keyOf(each.columns))!]!.push({
        ...episode,
        state: stateOf(bound, each),
        faults,
        steps,
        records,
      });
    }
    return { ...own[0]!.session, cells };
  });
  return { columns, rows };
}

/**
 * Each value of the outermost column with everything that any of them has, so that what one knee has and the other lacks
 * is a gap that can be seen.
 */
function columnsOf({ columns }: Bound, read: readonly Read[]): readonly (readonly (string | null)[])[] {
  const found = read.flatMap((each) => (each.episode === null ? [] : [each.columns]));
  const outer = distinct(found.map(([first = null]) => [first]));
  const inner = distinct(found.map(([, ...rest]) => rest));
  return outer
    .flatMap((first) => inner.map((rest) => [...first, ...rest]))
    .toSorted((one, other) => {
      for (const [at, { order }] of columns.entries()) {
        const apart = compare(one[at] ?? null, other[at] ?? null, order);
        if (apart !== 0) return apart;
      }
      return 0;
    });
}

const keyOf = (values: readonly (string | null)[]): string => JSON.stringify(values);

function distinct(all: readonly (readonly (string | null)[])[]): readonly (readonly (string | null)[])[] {
  return [...new Map(all.map((values) => [keyOf(values), values])).values()];
}

/** Those that the lens names come first, then the others as numbers and texts sort, what is unknown last. */
export function compare(one: string | null, other: string | null, order: readonly string[]): number {
  const rank = (value: string | null) => {
    if (value === null) return order.length + 1;
    const at = order.indexOf(value);
    return at < 0 ? order.length : at;
  };
  const apart = rank(one) - rank(other);
  return apart !== 0 || one === null || other === null ? apart : naturally(one, other);
}

function stateOf({ coverage: { state } }: Bound, { state: text }: Read): CoverageEpisode['state'] {
  const known = state?.cases.find(({ is }) => is === text);
  return known === undefined
    ? { kind: 'unknown', word: text ?? 'state unknown' }
    : { kind: known.kind, word: known.word };
}
