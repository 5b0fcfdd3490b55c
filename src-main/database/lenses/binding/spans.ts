import { raw, type Sql, sql } from '../../sql/sql.ts';
import type { LensContext } from '../lens-context.ts';

/** Epoch seconds, the end no longer within. */
export type Span = readonly [from: number, to: number];

/** By session: times that are left out, in order and apart from each other. What held before one is not known to hold after it. */
export type Spans = ReadonlyMap<string, readonly Span[]>;

/** Whether a span of a session begins after one moment and not after the other. */
export function isCut(spans: readonly Span[] | undefined, since: number, until: number): boolean {
  return spans?.some(([from]) => from > since && from <= until) ?? false;
}

/** Where the next span of a session begins, not before `at`; NULL where none does. `at`: epoch seconds, short to write. */
export function nextStart(context: LensContext, session: Sql, at: Sql): Sql | null {
  return bySession(context, session, (spans) =>
    nearest(
      spans.map(([from]) => from),
      (bound) => sql`${at} <= ${bound}`,
    ),
  );
}

/** Where the last span of a session ends, not after `at`; NULL where none does. */
export function lastEnd(context: LensContext, session: Sql, at: Sql): Sql | null {
  return bySession(context, session, (spans) =>
    nearest(spans.map(([, to]) => to).toReversed(), (bound) => sql`${at} >= ${bound}`),
  );
}

/** That a moment lies in no span of a session. */
export function isCounted(context: LensContext, session: Sql, at: Sql): Sql | null {
  const end = bySession(context, session, (spans) => {
    const last = spans.toReversed();
    return nearest(
      last.map(([from]) => from),
      (bound) => sql`${at} >= ${bound}`,
      last.map(([, to]) => to),
    );
  });
  return end && sql`(${at} < ${end}) is not true`;
}

/** The first of the bounds that are reached, or what stands for it, by halves: whoever reaches one reaches all behind it. */
function nearest(bounds: readonly number[], reaches: (bound: Sql) => Sql, values = bounds): Sql {
  if (bounds.length === 0) return raw('null');
  const middle = bounds.length >> 1;
  const own = literal(values[middle]!);
  const before = bounds.slice(0, middle);
  const first = before.length === 0 ? own : sql`coalesce(${nearest(before, reaches, values.slice(0, middle))}, ${own})`;
  const rest = nearest(bounds.slice(middle + 1), reaches, values.slice(middle + 1));
  return sql`case when ${reaches(literal(bounds[middle]!))} then ${first} else ${rest} end`;
}

/** `null` where nothing is left out. */
function bySession({ dialect, leftOut }: LensContext, session: Sql, of: (spans: readonly Span[]) => Sql): Sql | null {
  if (leftOut === undefined || leftOut.size === 0) return null;
  const cases = [...leftOut].map(
    ([id, spans]) => sql` when ${session} = ${dialect.text(sql`${id}`)} then ${of(spans)}`,
  );
  return sql`case${cases.reduce((all, each) => sql`${all}${each}`)} end`;
}

function literal(seconds: number): Sql {
  return raw(seconds.toExponential());
}
