import { type Cell, cellNumber, isTagged } from '#shared/model/cell.ts';
import type { ColumnType, Cut, CutLimits, Dialect } from '../sql/dialect.ts';
import { type Sql, sql } from '../sql/sql.ts';
import { alias } from './alias.ts';
import { cutCell } from './cut-cell.ts';

export const defaultCut: CutLimits = { characters: 1000, bytes: 256, items: 100 };

/**
 * Values to fetch, large ones cut in the engine: the values, one column each; then the sizes of those that may be cut,
 * a hundred to a column, because an answer cannot have twice as many columns as a wide table; then the beginnings of
 * those that are not sent at all.
 */
export interface Projection {
  readonly select: readonly Sql[];
  /** Reads the answer's row, in which the projection starts at column `from`. */
  read(row: readonly Cell[], from: number): Cell[];
}

interface Item {
  readonly at: number;
  readonly column: ColumnType;
  readonly cut: Cut;
}

export function project(
  dialect: Dialect,
  columns: readonly (ColumnType & { readonly value: Sql })[],
  { limits, prefix }: { readonly limits: CutLimits; readonly prefix: string },
): Projection {
  const cuts = columns.map((column) => dialect.cut(column.value, column, limits));
  const items = columns.flatMap((column, at): readonly Item[] => {
    const cut = cuts[at];
    return cut ? [{ at, column, cut }] : [];
  });
  const lists = chunks(items, SIZES_PER_COLUMN);
  const headed = items.filter(({ cut }) => cut.head !== null);
  const select = [
    ...columns.map(({ value }, at) => cuts[at]?.value ?? value),
    ...lists.map((list) => dialect.list(list.map(({ cut }) => cut.size))),
    ...headed.map(({ cut }) => cut.head!),
  ].map((each, at) => sql`${each} as ${alias(prefix, at)}`);
  const documents = columns.flatMap(({ kind }, at) => (kind === 'json' ? [at] : []));
  const sizeAt = new Map(items.map(({ at }, index) => [at, index]));
  return {
    select,
    read(row, from) {
      const cells = row.slice(from, from + columns.length);
      for (const at of documents) cells[at] = asDocument(cells[at] ?? null);
      const sizesFrom = from + columns.length;
      let known: readonly (number | undefined)[] | undefined;
      const sizeOf = (at: number) => {
        known ??= lists.flatMap((_, list) => numbersOf(row[sizesFrom + list] ?? null));
        return known[sizeAt.get(at)!];
      };
      for (const { at } of items) {
        const cell = cells[at]!;
        // Most are short, and sizes are a text that has to be read.
        if (mayBeLong(cell, limits)) cells[at] = cutCell(cell, limits, sizeOf(at));
      }
      for (const [index, { at, column }] of headed.entries()) {
        const head = row[sizesFrom + lists.length + index];
        if (typeof head === 'string')
          cells[at] = { k: 'cut', of: kindOfText(column), head, size: sizeOf(at) ?? head.length };
      }
      return cells;
    },
  };
}

function mayBeLong(cell: Cell, { characters }: CutLimits): boolean {
  return typeof cell === 'string' ? cell.length > characters : isTagged(cell);
}

const SIZES_PER_COLUMN = 100;

function kindOfText({ kind }: ColumnType): 'nested' | 'text' {
  return kind === 'nested' ? 'nested' : 'text';
}

/** An expression forgets that its column was declared JSON. */
function asDocument(cell: Cell): Cell {
  return typeof cell === 'string' ? { k: 'json', t: cell } : cell;
}

/** Numbers of `Dialect.list`. */
function numbersOf(cell: Cell): readonly (number | undefined)[] {
  if (isTagged(cell) && cell.k === 'list') return cell.items.map((item) => cellNumber(item));
  const json = typeof cell === 'string' ? (JSON.parse(cell) as (number | null)[]) : [];
  return json.map((size) => size ?? undefined);
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
