import type { Cell } from '#shared/model/cell.ts';
import { isTagged } from '#shared/model/cell.ts';
import type { PartialSource } from '#shared/model/export.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Page } from '#shared/model/page.ts';
import type { QueryOptions } from '../drivers/driver.ts';
import type { LensSession } from '../lenses/lens-session.ts';
import type { TableStream } from './table-stream.ts';

/** A list that is read page by page, and how to get the whole value of a cell that a page cut. */
export interface PagedList {
  page(request: PageRequest): Promise<Page>;
  cell(key: string, column: string, row: readonly Cell[]): Promise<Cell>;
}

type Listed = Exclude<PartialSource, { kind: 'table' | 'query' | 'sessions' | 'episodes' }>;

/** Steps of an episode, records, answers of a question: in the order and with the filters of a view. */
export async function pagedRows(lens: LensSession, source: Listed, options: QueryOptions): Promise<TableStream> {
  return streamOf(listOf(lens, source, options), source);
}

function listOf(lens: LensSession, source: Listed, options: QueryOptions): PagedList {
  switch (source.kind) {
    case 'steps':
      return {
        page: (request) => lens.rows(source.episode, request, source.agents, options),
        cell: (key, column) => lens.rowsCell(source.episode, { key, column }, options),
      };
    case 'records':
      return {
        page: (request) => lens.recordsPage(source.table, source.of, request, options),
        cell: (key, column) => lens.recordsCell(source.table, source.of, { key, column }, options),
      };
    case 'question':
      return {
        page: (request) => lens.questions.page(source, request, options),
        cell: (key, column) => lens.questions.cell(source, { key, column }, options),
      };
  }
}

/** Rows at a time: many, because every page is a statement of its own. */
const pageRows = 5000;

export async function streamOf(
  list: PagedList,
  { view, range }: Pick<PartialSource, 'view' | 'range'>,
): Promise<TableStream> {
  const request = { ...view, limit: Math.min(pageRows, range?.count ?? pageRows) };
  const first = await list.page(range === undefined ? request : { ...request, offset: range.from });
  return { columns: first.columns, batches: batches(list, request, range, first) };
}

async function* batches(
  list: PagedList,
  request: PageRequest,
  range: PartialSource['range'],
  first: Page,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  let page = first;
  let rows = 0;
  for (;;) {
    yield await wholeRows(list, page);
    rows += page.rows.length;
    const left = (range?.count ?? Number.POSITIVE_INFINITY) - rows;
    if (!page.more || left <= 0 || page.rows.length === 0) return;
    const after = page.keys.at(-1);
    const next = after === undefined ? { offset: (range?.from ?? 0) + rows } : { after };
    page = await list.page({ ...request, limit: Math.min(request.limit, left), ...next });
  }
}

/** Pages cut long values; a file gets them whole. */
async function wholeRows(list: PagedList, { rows, keys, columns }: Page): Promise<readonly (readonly Cell[])[]> {
  return Promise.all(
    rows.map(async (row, index) => {
      if (!row.some(isCut)) return row;
      const key = keys[index];
      return Promise.all(
        row.map((cell, at) =>
          isCut(cell) && key !== undefined ? list.cell(key, columns[at]?.name ?? '', row) : Promise.resolve(cell),
        ),
      );
    }),
  );
}

function isCut(cell: Cell): boolean {
  return isTagged(cell) && (cell.k === 'cut' || (cell.k === 'blob' && cell.hex.length !== 2 * cell.size));
}
