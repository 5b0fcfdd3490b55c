import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { PageRequest, Sort } from '#shared/model/filter.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { AnswerColumn, Page } from '#shared/model/page.ts';
import type { RowSource } from './row-source.ts';

type CellRow = readonly Cell[];

/** Rows that are already in the window, such as a query's answer: searched and sorted here. */
export function memorySource(
  key: readonly unknown[],
  columns: readonly AnswerColumn[],
  rows: readonly CellRow[],
): RowSource {
  const arranged = (request: PageRequest) => arrange(columns, rows, request);
  return {
    key,
    estimatedRows: rows.length,
    page: async (request) => {
      const all = arranged(request);
      const from = request.offset ?? 0;
      const some = all.slice(from, from + request.limit);
      return { columns, rows: some, keys: [], more: from + some.length < all.length } satisfies Page;
    },
    count: async (request) => arranged(request).length,
  };
}

let last: { rows: readonly CellRow[]; text: string; all: readonly CellRow[] } | undefined;

/** The last arrangement is kept: pages of one view ask for the same one again and again. */
function arrange(columns: readonly AnswerColumn[], rows: readonly CellRow[], request: PageRequest): readonly CellRow[] {
  const search = request.search.trim().toLowerCase();
  const text = JSON.stringify([search, request.sort]);
  if (last?.rows === rows && last.text === text) return last.all;
  const found =
    search === '' ? rows : rows.filter((row) => row.some((cell) => cellToText(cell).toLowerCase().includes(search)));
  const all = request.sort.length === 0 ? found : [...found].sort(orderOf(columns, request.sort));
  last = { rows, text, all };
  return all;
}

function orderOf(columns: readonly AnswerColumn[], sort: readonly Sort[]): (one: CellRow, other: CellRow) => number {
  const keys = sort.map(({ column, descending }) => ({
    at: columns.findIndex(({ name }) => name === column),
    descending,
  }));
  return (one, other) => {
    for (const { at, descending } of keys) {
      const [a, b] = [one[at] ?? null, other[at] ?? null];
      const order = compareCells(a, b);
      if (order !== 0) return descending && a !== null && b !== null ? -order : order;
    }
    return 0;
  };
}

/** NULL last (in both directions), NaN before it; exact integers by their digits, other numbers by value, the rest by its text. */
export function compareCells(one: Cell, other: Cell): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  const [a, b] = [cellNumber(one), cellNumber(other)];
  if (a === undefined || b === undefined) return naturally(cellToText(one), cellToText(other));
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  if (a !== b) return a < b ? -1 : 1;
  return bigCompare(cellToText(one), cellToText(other));
}

/** Integers that are the same double may still differ. */
function bigCompare(one: string, other: string): number {
  if (!/^-?\d+$/.test(one) || !/^-?\d+$/.test(other)) return 0;
  const difference = BigInt(one) - BigInt(other);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
