import { hasKeyWithin, type TableInfo } from '#shared/model/catalogue.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { QueryOptions, Rows } from '../../drivers/driver.ts';
import { all, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { type Compiled, type Place, tableAs, textOf } from '../binding/compile.ts';
import { idIn, sameId } from '../binding/ids.ts';
import { isDerived } from '../derived/derived-table.ts';
import type { Keyed } from './bind-rows.ts';

/** Which sessions or episodes: some, those of some parents, or (neither) all. */
export interface Among {
  readonly ids: readonly string[];
  readonly parents: readonly string[];
}

/** The keys that some of a level have, numbers inside them in order. */
export async function keysOf(
  lens: BoundLens,
  level: BoundLevel,
  keyed: Keyed,
  among: Among,
  options: QueryOptions,
): Promise<readonly string[]> {
  const { rows } = await lens.connection.rows(keysQuery(lens, level, keyed, among), options);
  return keysIn(rows);
}

/** The keys that rows begin with, in order. */
export function keysIn(rows: Rows['rows']): readonly string[] {
  return inOrder(rows.flatMap(([key = null]) => (key === null ? [] : [String(key)])));
}

export function inOrder(keys: readonly string[]): readonly string[] {
  return keys.toSorted(naturally);
}

function keysQuery({ dialect }: BoundLens, level: BoundLevel, keyed: Keyed, { ids, parents }: Among): Sql {
  const { key, from, of, place } = keyed;
  const plain = (where: readonly Sql[], distinct = raw('distinct')) =>
    sql`select ${distinct} ${textOf(key, dialect)} from ${from} where ${all(where)}`;
  if (ids.length > 0) return plain([idIn(of, ids, dialect)], distinctOf(keyed, ids));
  const mine = ofLevel(level, keyed, parents);
  const known = byIndex(place, key);
  if (known === null) return plain(mine);
  if (mine.length === 0) return known;
  return sql`${known} and exists (select 1 from ${from} where ${all([sql`${key.sql} = known.key`, ...mine])})`;
}

/** Nothing where a key says that one of the level has no key twice: SQLite takes several times as long to find that itself. */
export function distinctOf({ key, of, place: { table } }: Keyed, ids: readonly string[]): Sql {
  const names = [key, ...of].map(({ column }) => column?.name);
  return raw(ids.length === 1 && hasKeyWithin(table, names) ? '' : 'distinct');
}

/** The condition that rows belong to what is listed: of some parents, or all of it where the table itself has more. */
function ofLevel(level: BoundLevel, { of, place }: Keyed, parents: readonly string[]): readonly Sql[] {
  const chosen = parents.length === 0 || level.parent === null ? [] : [idIn(level.parent, parents, place.dialect)];
  if (chosen.length === 0 && !isDerived(level.place.table)) return [];
  const [id] = level.id;
  if (level.id.length === 1) return [sql`${of[0]!.sql} in (select ${id!.sql} from ${level.from} where ${all(chosen)})`];
  return [sql`exists (select 1 from ${level.from} where ${all([sameId(level.id, of), ...chosen])})`];
}

/** The values of a column, each found from the one before by an index; `null` where reading them all is as fast. */
export function byIndex({ table, alias, dialect }: Place, key: Compiled): Sql | null {
  // DuckDB reads a whole column sooner than it looks anything up.
  if (dialect.engine === 'duckdb' || !leads(table, key.column?.name)) return null;
  const from = tableAs(table, alias);
  return sql`with recursive known(key) as (
    select min(${key.sql}) from ${from}
    union all
    select (select min(${key.sql}) from ${from} where ${key.sql} > known.key) from known where known.key is not null)
    select known.key from known where known.key is not null`;
}

/** Whether an index begins with the key, so that each next one is found at once. */
function leads(table: TableInfo, key: string | undefined): boolean {
  if (key === undefined || isDerived(table)) return false;
  const indexes = [table.primaryKey, ...table.uniques, ...table.indexes.map(({ columns }) => columns)];
  return indexes.some(([first]) => first === key);
}

/** The keys that some sessions or episodes have, commonest first. */
export async function commonest(
  { connection, dialect }: BoundLens,
  { key, from, of }: Keyed,
  ids: readonly string[],
  options: QueryOptions,
): Promise<readonly string[]> {
  const { rows } = await connection.rows(
    sql`select ${textOf(key, dialect)}, count(*) from ${from} where ${idIn(of, ids, dialect)}
      group by 1 order by 2 desc, 1`,
    options,
  );
  return rows.map(([each]) => String(each));
}
