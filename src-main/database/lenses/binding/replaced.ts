import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Lens } from '#shared/model/lens.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { name, sql } from '../../sql/sql.ts';
import type { DerivedTableInfo } from '../derived/derived-table.ts';
import { compile, tableAs } from './compile.ts';

export type Find = (table: string) => TableInfo | undefined;

/** The same tables without the rows that newer ones replaced. A row that does not say is kept. */
export function withoutReplaced({ replaced }: Lens, dialect: Dialect, find: Find): Find {
  const kept = new Map<string, TableInfo>();
  for (const [named, by] of Object.entries(replaced?.tables ?? {})) {
    const table = find(named);
    const current = table && compile(by, { dialect, table, alias: 'a', find });
    if (table === undefined || current == null) continue;
    const query = sql`select ${name('a')}.* from ${tableAs(table, 'a')} where (${current.sql}) is not false`;
    const some: DerivedTableInfo = { ...table, kind: 'view', rowId: false, query };
    kept.set(named, some);
  }
  return (table) => kept.get(table) ?? find(table);
}

/** Whether the database says of any row that it was replaced. */
export function hasReplaced({ replaced }: Lens, dialect: Dialect, find: Find): boolean {
  return Object.entries(replaced?.tables ?? {}).some(([named, by]) => {
    const table = find(named);
    return table !== undefined && compile(by, { dialect, table, alias: 'a', find }) !== null;
  });
}
