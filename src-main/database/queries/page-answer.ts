import { type Cell, isTagged } from '#shared/model/cell.ts';
import { type CutLimits, type Dialect, digits } from '../sql/dialect.ts';
import { all, join, raw, type Sql, sql } from '../sql/sql.ts';
import { alias } from './alias.ts';
import { type Order, orderBy } from './order.ts';
import { project } from './projection.ts';
import type { Relation } from './relation.ts';
import { encodeRowKey, type SortValue } from './row-key.ts';
import type { Stretch } from './stretches.ts';

export interface PageRow {
  readonly cells: readonly Cell[];
  /** Values of the relation's key. */
  readonly id: readonly Cell[];
  /** See `RowKey`; empty of meaning where there is no key. */
  readonly key: string;
}

/** What a page asks of each row: its cells, its key and what it is sorted by. */
export interface PageAnswer {
  query(stretch: Stretch, limit: number): Sql;
  read(row: readonly Cell[]): PageRow;
}

/** Sort values larger than this stay in the database; a row's key is enough to find them again. */
const SORT_VALUE: CutLimits = { characters: 200, bytes: 200, items: 0 };
const UNKNOWN = { type: '', kind: 'other' } as const;

/**
 * What is asked of each row besides its columns. Nothing is asked for twice: Postgres sorts a table's rows twice as fast
 * as they lie than after it has put them together anew.
 */
function extraColumns({ columns }: Relation, { key }: Order, sort: Order['sort']) {
  const names = new Map(columns.map(({ value }, at) => [JSON.stringify(value), alias('value', at)]));
  const extra: Sql[] = [];
  for (const [prefix, terms] of [['key', key] as const, ['sort', sort] as const]) {
    for (const [at, { by }] of terms.entries()) {
      if (names.has(JSON.stringify(by))) continue;
      names.set(JSON.stringify(by), alias(prefix, at));
      extra.push(sql`${by} as ${alias(prefix, at)}`);
    }
  }
  return { columns: extra, nameOf: (by: Sql) => names.get(JSON.stringify(by))! };
}

/** Rows are chosen first and cut afterwards, so that only the values of one page are measured. */
export function pageAnswer(dialect: Dialect, relation: Relation, order: Order, limits: CutLimits): PageAnswer {
  const sort = relation.key === null ? [] : order.sort;
  const extra = extraColumns(relation, order, sort);
  const cells = project(
    dialect,
    relation.columns.map(({ type, kind }, at) => ({ type, kind, value: alias('value', at) })),
    { limits, prefix: 'cell' },
  );
  const sortValues = project(
    dialect,
    sort.map(({ by, type }) => ({ ...(type ?? UNKNOWN), value: extra.nameOf(by) })),
    { limits: SORT_VALUE, prefix: 'order' },
  );
  const keyFrom = cells.select.length;
  const sortFrom = keyFrom + order.key.length;
  const inner = join([
    ...relation.columns.map(({ value }, at) => sql`${value} as ${alias('value', at)}`),
    ...extra.columns,
  ]);
  const outer = join([...cells.select, ...order.key.map(({ by }) => extra.nameOf(by)), ...sortValues.select]);
  return {
    query({ where, terms, offset }, limit) {
      const skip = offset > 0 ? sql` offset ${digits(offset)}` : raw('');
      const asRead = relation.manyRows && terms.length === 0 && offset === 0 ? dialect.firstRows : null;
      const sorted = orderBy(terms, dialect);
      const some = sql`from ${relation.from} where ${all(where)} ${sorted} limit ${asRead?.(limit) ?? digits(limit)}${skip}`;
      const { key } = relation;
      if (!relation.costly || key === null || terms.length === 0) {
        return sql`select ${outer} from (
  select ${inner} ${some}
) as page`;
      }
      const chosen = sql`(${join(key)}) in (select ${join(key)} ${some})`;
      return sql`select ${outer} from (
  select ${inner} from ${relation.from} where ${chosen} ${sorted} limit ${digits(limit)}
) as page`;
    },
    read(row) {
      const id = row.slice(keyFrom, sortFrom);
      const key = encodeRowKey({ sort: sortValues.read(row, sortFrom).map(sortValue), key: id });
      return { cells: cells.read(row, 0), id, key };
    },
  };
}

function sortValue(cell: Cell): SortValue {
  const cut = isTagged(cell) && (cell.k === 'cut' || (cell.k === 'blob' && cell.hex.length !== cell.size * 2));
  return cut ? 'cut' : { cell };
}
