import type { LeftOutLevel } from './left-out.ts';
import type { QuestionInfo } from './question.ts';

/** A check of an experiment: a question whose answer is the rows that are wrong. */
export interface FindingInfo extends QuestionInfo {
  /** What it looks at: steps, positions, tables… */
  readonly group: string;
  /** What of it can be left out, the smallest first; nothing where it names nothing that is counted. */
  readonly leavesOut: readonly LeftOutLevel[];
}
