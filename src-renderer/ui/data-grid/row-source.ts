import type { Cell } from '#shared/model/cell.ts';
import type { PartialSource } from '#shared/model/export.ts';
import type { Condition, PageRequest, Sort } from '#shared/model/filter.ts';
import type { AnswerColumn, Page } from '#shared/model/page.ts';

/** Which rows a grid shows and in which order. */
export interface GridView {
  readonly conditions: readonly Condition[];
  readonly search: string;
  readonly sort: readonly Sort[];
}

export const plainView: GridView = { conditions: [], search: '', sort: [] };

/** Where a grid's rows come from. Must keep its identity (`useMemo`) as long as it means the same rows. */
export interface RowSource {
  /** Names the rows in the cache; put `{ database }` into it so that *Read again* finds them. */
  readonly key: readonly unknown[];
  page(request: PageRequest, signal: AbortSignal): Promise<Page>;
  /** Exact number of rows of a view; asked after the first page, and only when there are more. */
  count?(request: PageRequest, signal: AbortSignal): Promise<number>;
  /** The whole value of a cell that a page cut, by the row's key. */
  cell?(key: string, column: string, signal: AbortSignal): Promise<Cell>;
  /** Rows without any condition, as far as known: makes the scroll bar right before the count arrives. */
  readonly estimatedRows?: number | null;
  /** How the rows of a view are written to a file; absent where they cannot be. */
  readonly out?: RowsOut;
  /** Rows per request; fewer for very wide tables. 200 unless told. */
  readonly pageSize?: number;
}

/** Where the rows of a grid are asked for once more, whole, for a file. */
export interface RowsOut {
  readonly database: string;
  /** Suggested name of the file, without an ending. */
  readonly name: string;
  sourceOf(view: GridView): PartialSource;
  /** Whether row numbers of a view mean the same rows to the database; true unless told. */
  isCountable?(view: GridView): boolean;
}

/** The part of a request that says which rows, and in which order. */
export function viewOf({ conditions, search, sort }: GridView): PartialSource['view'] {
  return { conditions: [...conditions], search, sort: [...sort] };
}

/** One row of a grid. */
export interface GridRow {
  /** Row number in the present view, from 0. */
  readonly index: number;
  readonly cells: readonly Cell[];
  /** Opaque key, where rows have one. */
  readonly key: string | undefined;
  readonly columns: readonly AnswerColumn[];
}

/** A row's value by column name; `undefined` when there is no such column. */
export function cellOf(row: GridRow, column: string): Cell | undefined {
  const at = row.columns.findIndex(({ name }) => name === column);
  return at < 0 ? undefined : row.cells[at];
}

/** Columns that do not come with the page, such as roll-ups; the source sorts and filters by them all the same. */
export interface ExtraColumns {
  readonly columns: readonly AnswerColumn[];
  /** A row's value; `undefined` while it is on its way. */
  cell(row: GridRow, column: string): Cell | undefined;
}

export function requestOf(view: GridView, limit: number): PageRequest {
  return { conditions: [...view.conditions], search: view.search, sort: [...view.sort], limit };
}

export function isPlain(view: GridView): boolean {
  return view.conditions.length === 0 && view.search.trim() === '';
}
