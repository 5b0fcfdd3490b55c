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

const character = 7.1;
const padding = 26;

/** A width that fits the header and most of the first values, within reason; a number is never to be cut. */
export function guessWidth(column: AnswerColumn, values: readonly (Cell | undefined)[]): number {
  const lengths = values
    .flatMap((cell) => (cell === undefined ? [] : [faceLength(cell, column)]))
    .sort((one, other) => one - other);
  const share = isNumeric(column.kind) ? 1 : 0.95;
  const most = lengths[Math.min(Math.floor(lengths.length * share), lengths.length - 1)] ?? 8;
  const title = column.title.length + (column.unit === null ? 0 : column.unit.length + 1) + 1;
  const cap = column.kind === 'text' || column.kind === 'json' || column.kind === 'nested' ? 340 : 260;
  return Math.round(Math.min(Math.max(Math.max(most, title) * character + padding, 64), cap));
}

function faceLength(cell: Cell, column: AnswerColumn): number {
  const { text, aside } = cellFace(cell, column.kind);
  return text.length + (aside === undefined ? 0 : aside.length + 2);
}
