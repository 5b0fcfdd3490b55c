import type { ColumnKind } from './catalogue.ts';
import type { Cell } from './cell.ts';

/** A column of an answer. */
export interface AnswerColumn {
  /** Name in the answer; unique. */
  readonly name: string;
  /** What the header says; the name where the lens has no better word. */
  readonly title: string;
  /** The engine's type name. */
  readonly type: string;
  readonly kind: ColumnKind;
  readonly unit: string | null;
  /** What the values are ids of, where they lead somewhere. */
  readonly leadsTo?: 'session' | 'episode' | undefined;
}

/** A column that is no engine's own: its type is what it holds. */
export function columnOf({
  name,
  title,
  kind,
  unit = null,
}: Pick<AnswerColumn, 'name' | 'title' | 'kind'> & { readonly unit?: string | null | undefined }): AnswerColumn {
  return { name, title, kind, type: kind, unit };
}

/** Some rows of a list, a table or a query. */
export interface Page {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** One opaque key per row: continue after it (`after`), or ask for one of its cells. Empty where rows have no identity. */
  readonly keys: readonly string[];
  /** Whether there are rows behind the last one. */
  readonly more: boolean;
}

/** Part of a streamed answer. The first piece carries the columns, the last one `done`. */
export type StreamPiece =
  | { readonly kind: 'columns'; readonly columns: readonly AnswerColumn[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'done'; readonly rows: number; readonly milliseconds: number };

/** What is known of one column, on demand. Counts are exact over the filtered rows. */
export interface ColumnStatistics {
  readonly rows: number;
  readonly nulls: number;
  /** NaN and ±∞; 0 for other kinds. */
  readonly notFinite: number;
  readonly distinct: number | null;
  readonly min: Cell;
  readonly max: Cell;
  /** Mean and standard deviation of the finite values; NULL for other kinds. */
  readonly mean: number | null;
  readonly deviation: number | null;
  /** Most frequent values. */
  readonly top: readonly { readonly value: Cell; readonly count: number }[];
  /** Equal-width bins over the finite values; empty for other kinds. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}
