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

/** Nothing longer gets more room. */
const MOST_CHARACTERS = 80;

/**
 * A width that fits the header and most of the first values, within reason; a number is never to be cut.
 * @param widthOf width of a line of text in pixels
 */
export function guessWidth(
  column: AnswerColumn,
  values: readonly (Cell | undefined)[],
  widthOf: (text: string) => number = (text) => text.length * 7.5,
): number {
  const exact = isNumeric(column.kind) || column.kind === 'time';
  const faces = values
    .flatMap((cell) => (cell === undefined ? [] : [faceText(cell, column)]))
    .sort((one, other) => one.length - other.length);
  const at = Math.floor(faces.length * (exact ? 1 : 0.95));
  const most = widthOf(faces[Math.min(at, faces.length - 1)] ?? '00000000');
  const title = widthOf(column.unit === null ? column.title : `${column.title} ${column.unit}`) + 8;
  const wanted = Math.max(most, title) + padding;
  return Math.round(Math.min(Math.max(wanted, 64), exact ? 480 : 340));
}

function faceText(cell: Cell, column: AnswerColumn): string {
  const { text, aside } = cellFace(cell, column.kind);
  return `${text.slice(0, MOST_CHARACTERS)}${aside === undefined ? '' : `  ${aside}`}`;
}
