import type { Cell } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { cellFace, isNumeric } from '../../format/cell.ts';

/** A column as the grid draws it. */
export interface GridColumn extends AnswerColumn {
  /** Position in the page's rows, or `undefined` for an extra column. */
  readonly at: number | undefined;
}

export function gridColumns(
  columns: readonly AnswerColumn[],
  extra: readonly AnswerColumn[],
  hidden: ReadonlySet<string>,
): readonly GridColumn[] {
  const own = columns.map((column, at) => ({ ...column, at }));
  const added = extra.map((column) => ({ ...column, at: undefined }));
  return [...own, ...added].filter(({ name }) => !hidden.has(name));
}

const padding = 24;

/**
 * A width that fits the header and most of the first values, within reason; a number is never to be cut.
 * @param digit width of a digit in pixels
 */
export function guessWidth(column: AnswerColumn, values: readonly (Cell | undefined)[], digit = 7.5): number {
  const exact = isNumeric(column.kind) || column.kind === 'time';
  const lengths = values
    .flatMap((cell) => (cell === undefined ? [] : [faceLength(cell, column)]))
    .sort((one, other) => one - other);
  const at = Math.floor(lengths.length * (exact ? 1 : 0.95));
  const most = lengths[Math.min(at, lengths.length - 1)] ?? 8;
  const title = column.title.length + (column.unit === null ? 0 : column.unit.length + 1) + 1;
  const wanted = Math.max(most * digit * (exact ? 1 : 0.93), title * digit * 0.95) + padding;
  return Math.round(Math.min(Math.max(wanted, 64), exact ? 480 : 340));
}

/** Thin spaces between digits take a third of one. */
function faceLength(cell: Cell, column: AnswerColumn): number {
  const { text, aside } = cellFace(cell, column.kind);
  const spaces = text.length > 4 && isNumeric(column.kind) ? text.split('\u202f').length - 1 : 0;
  return text.length - spaces * 0.65 + (aside === undefined ? 0 : aside.length + 2);
}
