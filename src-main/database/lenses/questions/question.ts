import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { QuestionParameter } from '#shared/model/question.ts';
import type { Sql } from '../../sql/sql.ts';
import type { LensContext } from '../lens-context.ts';

/** What the tools of a schema ask of it, under a name: parameters in, a table out. Every engine gives the same answer. */
export interface Question {
  /** Words with dashes, unique within the lens (`state-changes`). */
  readonly id: string;
  readonly title: string;
  /** One sentence: what it answers, and whose question it is. */
  readonly about: string;
  readonly parameters: readonly QuestionParameter[];
  readonly columns: readonly QuestionColumn[];
  /** How the answer is best drawn; absent where a table is best. */
  readonly chart?: QuestionChart | undefined;
  /**
   * A `select` of `columns` in their order, ending in its own `order by`. `null` where the database lacks what it needs; then it is
   * not offered. `values` are checked: one per parameter, by its kind.
   */
  readonly statement: (context: LensContext, values: QuestionValues) => Sql | null;
}

export interface QuestionColumn {
  readonly name: string;
  readonly title: string;
  readonly kind: ColumnKind;
  readonly unit?: string | undefined;
}

export interface QuestionChart {
  readonly kind: 'line' | 'bar' | 'scatter';
  readonly x: string;
  readonly y: readonly string[];
  /** One line or colour per value of this column. */
  readonly by?: string | undefined;
}

/** By parameter id; `null` for one that was left out. */
export type QuestionValues = Readonly<Record<string, string | number | null>>;
