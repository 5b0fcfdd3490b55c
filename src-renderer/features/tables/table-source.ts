import type { TableInfo } from '#shared/model/catalogue.ts';
import { client } from '../../client/client.ts';
import { type RowSource, viewOf } from '../../ui/data-grid/row-source.ts';

/** Rows of any table or view; very wide ones come in smaller pages. */
export function tableSource(database: string, { schema, name, columns, estimatedRows }: TableInfo): RowSource {
  const table = { schema, name };
  return {
    key: ['table', { database, schema, name }],
    page: (request, signal) => client.tables.page({ database, table, request }, { signal }),
    count: (request, signal) => client.tables.count({ database, table, request }, { signal }),
    cell: (key, column, signal) => client.tables.cell({ database, table, key, column }, { signal }),
    estimatedRows,
    out: { database, name, sourceOf: (view) => ({ kind: 'table', table, view: viewOf(view) }) },
    pageSize: columns.length <= 60 ? 200 : Math.max(20, Math.floor(12_000 / columns.length)),
  };
}
