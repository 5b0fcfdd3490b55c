import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Lens } from '#shared/model/lens.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { compile } from './compile.ts';
import { ROW, Uncounted } from './uncounted.ts';

export type Find = (table: string) => TableInfo | undefined;

/** The rows that newer ones replaced, where the database says so of any. */
export function replacedRows({ replaced }: Lens, dialect: Dialect, find: Find): Uncounted {
  const uncounted = new Uncounted();
  for (const [named, current] of Object.entries(replaced?.tables ?? {})) {
    const table = find(named);
    const counts = table && compile(current, { dialect, table, alias: ROW, find });
    if (table !== undefined) uncounted.add(table, counts?.sql ?? null);
  }
  return uncounted;
}
