import { cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { join, name, raw, sql } from '../../sql/sql.ts';
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
  const { context, session, part, from, times, state } = bound;
  const { dialect, connection } = context;
  // By the columns themselves, whose texts are then made of few rows.
  const own = part === null ? session : [...session, part];
  const names = own.map((_, at) => name(`k${at}`));
  const keyed = own.map((each, at): Compiled => ({ ...each, sql: name('g', `k${at}`), column: null }));
  const label = part === null ? raw('null') : textOf(keyed.at(-1)!, dialect);
  const read = sql`select ${join(own.map((each, at) => sql`${each.sql} as ${names[at]!}`))}, ${times.of('t')} as at,
      case when ${state} in (0, 1) then 1 else 0 end as known from ${from}`;
  const sums = sql`select ${join(names)}, count(*) as found, min(r.at) as first, max(r.at) as last, max(r.known) as known
    from (${read}) r group by ${join(names)}`;
  const { rows } = await connection.rows(
    sql`select ${idText(keyed.slice(0, session.length), dialect)}, ${idText(keyed, dialect)}, ${label}, g.found,
        ${times.secondsOf(raw('g.first'))}, ${times.secondsOf(raw('g.last'))}
      from (${sums}) g where g.known = 1`,
    options,
  );
  const found = rows.flatMap(([of = null, id = null, named = null, count = null, first = null, last = null]): Part[] =>
    of === null || id === null
      ? []
      : [
          {
            ...{ session: cellToText(of), key: cellToText(id), label: named === null ? null : cellToText(named) },
            ...{ rows: cellNumber(count) ?? 0, first: cellNumber(first) ?? 0, last: cellNumber(last) ?? 0 },
          },
        ],
  );
  return found.toSorted((a, b) => naturally(a.session, b.session) || naturally(a.label ?? '', b.label ?? ''));
}
