import { cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { raw, sql } from '../../sql/sql.ts';
import { textOf } from '../binding/compile.ts';
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
  const { context, session, part, key, from, times, state } = bound;
  const { dialect, connection } = context;
  const label = part === null ? raw('null') : textOf(part, dialect);
  const at = times.seconds('t');
  const sums = sql`select ${idText(session, dialect)} as session, ${key} as part, min(${label}) as label, count(*) as found,
      min(${at}) as first, max(${at}) as last, max(case when ${state} in (0, 1) then 1 else 0 end) as known
    from ${from} group by 1, 2`;
  const { rows } = await connection.rows(
    sql`select g.session, g.part, g.label, g.found, g.first, g.last from (${sums}) g where g.known = 1`,
    options,
  );
  const found = rows.flatMap(([of = null, id = null, name = null, count = null, first = null, last = null]): Part[] =>
    of === null || id === null
      ? []
      : [
          {
            ...{ session: cellToText(of), key: cellToText(id), label: name === null ? null : cellToText(name) },
            ...{ rows: cellNumber(count) ?? 0, first: cellNumber(first) ?? 0, last: cellNumber(last) ?? 0 },
          },
        ],
  );
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  return found.toSorted((a, b) => compare(a.session, b.session) || compare(a.label ?? '', b.label ?? ''));
}
