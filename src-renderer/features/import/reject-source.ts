import type { Cell } from '#shared/model/cell.ts';
import type { ImportTarget, Reject } from '#shared/model/import.ts';
import { type AnswerColumn, columnOf } from '#shared/model/page.ts';
import { client } from '../../client/client.ts';
import { pathName } from '../../format/path.ts';
import type { RowSource } from '../../ui/data-grid/row-source.ts';

export const rejectColumns: readonly AnswerColumn[] = [
  columnOf({ name: 'file', title: 'file', kind: 'text' }),
  columnOf({ name: 'line', title: 'line', kind: 'integer' }),
  columnOf({ name: 'column', title: 'column', kind: 'text' }),
  columnOf({ name: 'reason', title: 'reason', kind: 'text' }),
  columnOf({ name: 'raw', title: 'row as it is in the file', kind: 'text' }),
];

/** So many come with one answer of main. */
export const chunk = 10_000;

/** Rejects as a grid reads them: page by page from the database's record, or those that the report itself holds. */
export function rejectSource(
  into: ImportTarget,
  id: string | null,
  rejected: number,
  known: readonly Reject[],
): RowSource {
  const chunks = new Map<number, Promise<readonly Reject[]>>();
  const read = (at: number): Promise<readonly Reject[]> => {
    if (id === null) return Promise.resolve(known.slice(at * chunk, (at + 1) * chunk));
    const asked = chunks.get(at) ?? client.imports.rejects({ into, id, after: at * chunk });
    chunks.set(at, asked);
    // A chunk that failed is asked for anew.
    asked.catch(() => chunks.delete(at));
    return asked;
  };
  const rows = id === null ? known.length : rejected;
  return {
    key: ['rejects', into, id],
    estimatedRows: rows,
    pageSize: 500,
    page: async ({ offset = 0, limit }) => {
      const some = (await read(Math.floor(offset / chunk))).slice(offset % chunk, (offset % chunk) + limit);
      return { columns: rejectColumns, rows: some.map(cellsOf), keys: [], more: offset + some.length < rows };
    },
    count: async () => rows,
  };
}

function cellsOf({ file, line, column, reason, raw }: Reject): readonly Cell[] {
  return [pathName(file), line, column, reason, raw];
}
