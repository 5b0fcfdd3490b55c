import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import { type Compiled, textOf } from '../binding/compile.ts';
import { idText } from '../binding/ids.ts';
import type { BoundStates } from './bind-states.ts';

/** Something that has a state of its own. */
export interface Part {
  readonly session: string;
  readonly key: string;
  readonly label: string | null;
  readonly rows: number;
  readonly first: number;
  readonly last: number;
}

/** Every part that was ever on or off, by session and label. */
export async function readParts(bound: BoundStates, options: QueryOptions): Promise<readonly Part[]> {
  const found = (await readNamedParts(bound, options)) ?? (await readCountedParts(bound, options));
  return found.toSorted((a, b) => naturally(a.session, b.session) || naturally(a.label ?? '', b.label ?? ''));
}

/** In one pass, by the columns themselves, whose texts are then made of few rows. */
async function readCountedParts(bound: BoundStates, options: QueryOptions): Promise<readonly Part[]> {
  const { context, from, times, state } = bound;
  const own = ownOf(bound);
  const names = own.map((_, at) => name(`k${at}`));
  const read = sql`select ${join(own.map((each, at) => sql`${each.sql} as ${names[at]!}`))}, ${times.of('t')} as at,
      case when ${state} in (0, 1) then 1 else 0 end as known from ${from}`;
  const sums = sql`select ${join(names)}, count(*) as found, min(r.at) as first, max(r.at) as last, max(r.known) as known
    from (${read}) r group by ${join(names)}`;
  const { rows } = await context.connection.rows(
    sql`select ${namesOf(bound)}, g.found, ${times.secondsOf(raw('g.first'))}, ${times.secondsOf(raw('g.last'))}
      from (${sums}) g where g.known = 1`,
    options,
  );
  return rows.flatMap(([of = null, id = null, named = null, ...counted]) => partOf([of, id, named], counted));
}

/**
 * Where an engine groups by sorting: which parts there are, and then how much there is of each by its name alone, in half the
 * time. `null` where that name is not enough.
 */
async function readNamedParts(bound: BoundStates, options: QueryOptions): Promise<readonly Part[] | null> {
  const { context, part, from, times, state } = bound;
  const { unsorted } = context.dialect;
  if (part === null || unsorted === null) return null;
  const keys = ownOf(bound).map((each, at) => sql`${unsorted(each.sql)} as ${name(`k${at}`)}`);
  const different = sql`select distinct ${join(keys)}, case when ${state} in (0, 1) then 1 else 0 end as known from ${from}`;
  const { rows } = await context.connection.rows(
    sql`select ${namesOf(bound)}, max(g.known) from (${different}) g group by 1, 2, 3`,
    options,
  );
  const labels = new Set(rows.map(([, , label = null]) => label));
  if (labels.size < rows.length || labels.has(null)) return null;
  const counted = await context.connection.rows(
    sql`select ${textOf({ ...part, sql: raw('g.k'), column: null }, context.dialect)}, g.found,
        ${times.secondsOf(raw('g.first'))}, ${times.secondsOf(raw('g.last'))}
      from (select ${part.sql} as k, count(*) as found, min(${times.of('t')}) as first, max(${times.of('t')}) as last
        from ${from} group by 1) g`,
    options,
  );
  const byLabel = new Map(counted.rows.map(([label = null, ...found]) => [label, found]));
  return rows.flatMap(([of = null, id = null, label = null, known]) =>
    known === 1 ? partOf([of, id, label], byLabel.get(label) ?? []) : [],
  );
}

/** What tells parts apart. */
function ownOf({ session, part }: BoundStates): readonly Compiled[] {
  return part === null ? session : [...session, part];
}

/** Texts of the session, the key and the label, of a table `g` that holds them as `k0…`. */
function namesOf(bound: BoundStates): Sql {
  const { dialect } = bound.context;
  const keyed = ownOf(bound).map((each, at): Compiled => ({ ...each, sql: name('g', `k${at}`), column: null }));
  const label = bound.part === null ? raw('null') : textOf(keyed.at(-1)!, dialect);
  return sql`${idText(keyed.slice(0, bound.session.length), dialect)}, ${idText(keyed, dialect)}, ${label}`;
}

function partOf([of, id, label]: readonly Cell[], [count, first, last]: readonly Cell[]): readonly Part[] {
  if (of == null || id == null) return [];
  return [
    {
      ...{ session: cellToText(of), key: cellToText(id), label: label == null ? null : cellToText(label) },
      ...{
        rows: cellNumber(count ?? null) ?? 0,
        first: cellNumber(first ?? null) ?? 0,
        last: cellNumber(last ?? null) ?? 0,
      },
    },
  ];
}
