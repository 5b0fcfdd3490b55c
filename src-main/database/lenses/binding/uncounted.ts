import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import { join, name, type Sql, sql } from '../../sql/sql.ts';
import type { DerivedTableInfo } from '../derived/derived-table.ts';
import { tableAs } from './compile.ts';
import type { Spans } from './spans.ts';

/** What the rows of a table are called in the conditions under which they count. */
export const ROW = 'a';

/** By table: conditions over its rows, `a`, each of which is false for a row that is not to be counted. */
export class Uncounted {
  readonly #conditions = new Map<string, Sql[]>();
  /** Times whose rows are among them. */
  spans: Spans = new Map();

  add(table: TableInfo, counts: Sql | null): void {
    if (counts === null) return;
    const key = keyOf(table);
    this.#conditions.set(key, [...(this.#conditions.get(key) ?? []), counts]);
  }

  get isEmpty(): boolean {
    return this.#conditions.size === 0;
  }

  /** The same table without those rows. A row of which a condition does not say is kept. */
  readonly counted = (table: TableInfo): TableInfo => {
    const conditions = this.#conditions.get(keyOf(table));
    if (conditions === undefined) return table;
    const kept = conditions.map((counts) => sql`(${counts}) is not false`);
    const query = sql`select ${name(ROW)}.* from ${tableAs(table, ROW)} where ${join(kept, ' and ')}`;
    const some: DerivedTableInfo = { ...table, kind: 'view', rowId: false, query };
    return some;
  };

  /** All tables without those rows, so that whatever is found in the catalogue lacks them. */
  catalogue(catalogue: Catalogue): Catalogue {
    return this.isEmpty ? catalogue : { ...catalogue, tables: catalogue.tables.map(this.counted) };
  }
}

function keyOf({ schema, name: table }: TableInfo): string {
  return JSON.stringify([schema, table]);
}
