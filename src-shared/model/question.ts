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
  /** What the values are ids of, so that they lead there. */
  readonly leadsTo?: 'session' | 'episode' | undefined;
}

export interface QuestionChart {
  readonly kind: 'line' | 'bar' | 'scatter';
  /** A number, a time or (lines and bars) text. */
  readonly x: string;
  readonly y: readonly string[];
  /** One line or colour per value of this column. */
  readonly by?: string | undefined;
  /** Of a `scatter`: a number that a point's strength shows. */
  readonly shade?: string | undefined;
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

/** The answer of a question as a chart draws it. */
export interface QuestionChartAnswer {
  readonly kind: QuestionChart['kind'];
  readonly x: {
    readonly title: string;
    readonly unit: string | null;
    /** Of `category`, x is the place in `categories`; of `time`, it is epoch seconds. */
    readonly scale: 'number' | 'whole' | 'time' | 'category';
    readonly categories: readonly string[];
  };
  readonly y: { readonly title: string; readonly unit: string | null };
  readonly shade: { readonly title: string; readonly unit: string | null } | null;
  readonly series: readonly QuestionLine[];
  /** Rows of the answer; each may stand in several lines. */
  readonly rows: number;
  /** What was too much to draw: lines beyond the first so many, bars beyond the first so many. Never any in between. */
  readonly leftOut: { readonly lines: number; readonly bars: number };
}

export interface QuestionLine {
  readonly id: string;
  readonly label: string;
  /** `[x, y]`, every one finite; ordered by x but for `scatter`. */
  readonly points: readonly (readonly [number, number])[];
  /** Of each point, where the question has a `shade`; NaN for none. */
  readonly shades?: readonly number[] | undefined;
  /** Rows the line stands for, not-finite ones included. */
  readonly rows: number;
  /** Rows whose x or y is NULL, NaN or ±∞. */
  readonly notFinite: number;
  /** Every row, the M4 extremes per pixel, or one point per pixel that has any. */
  readonly method: 'rows' | 'm4' | 'pixels';
}
