import type { ColumnKind } from './catalogue.ts';

/** What a named question asks a person for. */
export interface QuestionParameter {
  readonly id: string;
  readonly title: string;
  /** `session` and `episode` are ids of the lens; `time` is ISO 8601, UTC unless it says otherwise. */
  readonly kind: 'number' | 'text' | 'choice' | 'session' | 'episode' | 'time';
  readonly unit?: string | undefined;
  /** Of a `choice`; without them the question itself finds them in the database. */
  readonly choices?: readonly string[] | undefined;
  /** Of a `number`: the least and the greatest that make sense, and whether only whole numbers do. */
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly whole?: boolean | undefined;
  /** Used where none is given; without it the parameter must be given, unless it is `optional`. */
  readonly default?: string | number | undefined;
  readonly optional?: boolean | undefined;
}

export interface QuestionColumn {
  readonly name: string;
  readonly title: string;
  /** What the answer holds: whole numbers, doubles and text are cast to it, so that every engine gives the same. */
  readonly kind: ColumnKind;
  readonly unit?: string | undefined;
}

export interface QuestionChart {
  readonly kind: 'line' | 'bar' | 'scatter';
  /** A number, a time or (lines and bars) text. */
  readonly x: string;
  readonly y: readonly string[];
  /** One line or colour per value of this column. */
  readonly by?: string | undefined;
}

/** What the tools of a schema ask of it, under a name. */
export interface QuestionInfo {
  /** Words with dashes, unique within the lens (`state-changes`). */
  readonly id: string;
  readonly title: string;
  /** One sentence: what it answers, and whose question it is. */
  readonly about: string;
  readonly parameters: readonly QuestionParameter[];
  readonly columns: readonly QuestionColumn[];
  /**
   * Columns the answer is ordered by, the first first; `-name` for descending. Text is in natural order, NULL last; all
   * other columns break ties.
   */
  readonly order: readonly string[];
  /** How the answer is best drawn; absent where a table is best. */
  readonly chart?: QuestionChart | undefined;
}

/** Parameters as a person gives them, by id. */
export type QuestionInput = Readonly<Record<string, string | number | null>>;

/** Parameters as a statement gets them: one for each, `null` for one that was left out. */
export type QuestionValues = QuestionInput;

/** One of the choices of a parameter. */
export interface QuestionChoice {
  readonly value: string;
  readonly title: string;
}
