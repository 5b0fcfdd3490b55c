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
  return bySession(context, session, (spans) => {
    const starts = spans.map(([from]) => from);
    const among = (some: readonly number[]): Sql => {
      if (some.length === 0) return raw('null');
      const middle = some.length >> 1;
      const own = literal(some[middle]!);
      const before = some.slice(0, middle);
      const earlier = before.length === 0 ? own : sql`coalesce(${among(before)}, ${own})`;
      return sql`case when ${at} <= ${own} then ${earlier} else ${among(some.slice(middle + 1))} end`;
    };
    return among(starts);
  });
}

/** Where the last span of a session ends, not after `at`; NULL where none does. */
export function lastEnd(context: LensContext, session: Sql, at: Sql): Sql | null {
  return bySession(context, session, (spans) => {
    const among = (some: readonly number[]): Sql => {
      if (some.length === 0) return raw('null');
      const middle = some.length >> 1;
      const own = literal(some[middle]!);
      const after = some.slice(middle + 1);
      const later = after.length === 0 ? own : sql`coalesce(${among(after)}, ${own})`;
      return sql`case when ${at} >= ${own} then ${later} else ${among(some.slice(0, middle))} end`;
    };
    return among(spans.map(([, to]) => to));
  });
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
