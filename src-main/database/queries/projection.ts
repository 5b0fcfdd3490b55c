import { type Cell, isTagged } from '#shared/model/cell.ts';
import type { ColumnType, CutLimits, Dialect } from '../sql/dialect.ts';
import { join, raw, type Sql, sql } from '../sql/sql.ts';
import { alias } from './alias.ts';

export const defaultCut: CutLimits = { characters: 1000, bytes: 256, items: 100 };

/**
 * Values to fetch, large ones cut in the engine. Every value is one column of the answer, NULL where it is large; what is
 * known of the large ones (what it is, its size, its beginning) comes packed into a few text columns behind, because an
 * answer cannot have twice as many columns as a wide table.
 */
export interface Projection {
  readonly select: readonly Sql[];
  /** Reads the answer's row, in which the projection starts at column `from`. */
  read(row: readonly Cell[], from: number): Cell[];
}

export function project(
  dialect: Dialect,
  columns: readonly (ColumnType & { readonly value: Sql })[],
  { limits, prefix }: { readonly limits: CutLimits; readonly prefix: string },
): Projection {
  const cuts = columns.map((column) => dialect.cut(column.value, column, limits));
  const values = columns.map(({ value }, at) => {
    const cut = cuts[at];
    return cut ? sql`case when ${cut.large} then null else ${value} end` : value;
  });
  const notes = columns.flatMap((_, at) => {
    const cut = cuts[at];
    const note = (whole: NonNullable<typeof cut>) =>
      sql`case when ${whole.large} then concat(${raw(`'${MARK}${at}:'`)}, ${whole.of}, ':', ${whole.size}, ':', ${whole.head}) end`;
    return cut ? [note(cut)] : [];
  });
  const packed = chunks(notes, NOTES_PER_COLUMN).map((each) => (each.length === 1 ? each[0]! : concat(each)));
  const select = [...values, ...packed].map((each, at) => sql`${each} as ${alias(prefix, at)}`);
  return {
    select,
    read(row, from) {
      const cells = columns.map((column, at) => typed(row[from + at] ?? null, column));
      for (let at = 0; at < packed.length; at++) placeCuts(cells, row[from + columns.length + at] ?? null);
      return cells;
    },
  };
}

/** Engines take some hundred arguments at most. */
const NOTES_PER_COLUMN = 50;
/** Between notes: a control character nobody writes, and the shape of a note behind it. */
const MARK = '\u001e';
const BETWEEN_NOTES = new RegExp(`${MARK}(?=\\d+:(?:text|json|nested|blob):\\d+:)`);

function placeCuts(cells: Cell[], notes: Cell): void {
  if (typeof notes !== 'string' || notes === '') return;
  for (const note of notes.split(BETWEEN_NOTES).slice(1)) {
    const [, at, of, size, head] = /^(\d+):(\w+):(\d+):(.*)$/s.exec(note) ?? [];
    if (at !== undefined) cells[Number(at)] = cutCell(of as 'text', Number(size), head ?? '');
  }
}

function cutCell(of: 'text' | 'json' | 'nested' | 'blob', size: number, head: string): Cell {
  return of === 'blob' ? { k: 'blob', size, hex: head } : { k: 'cut', of, head, size };
}

/** An expression forgets that its column was declared JSON. */
function typed(cell: Cell, { kind }: ColumnType): Cell {
  return kind === 'json' && !isTagged(cell) && typeof cell === 'string' ? { k: 'json', t: cell } : cell;
}

function concat(notes: readonly Sql[]): Sql {
  return sql`concat(${join(notes)})`;
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
