import type { QuestionInfo, QuestionValues } from '#shared/model/question.ts';
import type { Sql } from '../../sql/sql.ts';
import type { LensContext } from '../lens-context.ts';

export type { QuestionChart, QuestionColumn, QuestionParameter, QuestionValues } from '#shared/model/question.ts';

/** A named question and the statement behind it. Every engine gives the same answer. */
export interface Question extends QuestionInfo {
  /**
   * A `select` of `columns`, under their names and in their order; `order` says how they are sorted, so none is needed
   * here. `null` where the database lacks what it needs; then it is not offered. `values` are checked by kind: numbers as
   * numbers, times as `2026-11-21T09:30:00.000Z`. To see what can be offered it is asked with defaults, required
   * parameters `null` then, and must not look at rows. Ids of sessions and episodes become conditions by `columnsAre`.
   */
  readonly statement: (context: LensContext, values: QuestionValues) => Sql | null;
  /** Choices of parameters that depend on the database, by parameter: a `select` of value and title from a small table. */
  readonly choices?: Readonly<Record<string, (context: LensContext) => Sql | null>> | undefined;
}
