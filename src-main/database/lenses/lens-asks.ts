import type { Catalogue } from '#shared/model/catalogue.ts';
import type { BoundLens } from './binding/bind.ts';
import { CoverageBook } from './coverage/coverage-book.ts';
import { checksOf, FindingBook } from './findings/finding-book.ts';
import type { KnownLens } from './known-lens.ts';
import type { LensContext } from './lens-context.ts';
import { QuestionBook } from './questions/question-book.ts';
import { StateBook } from './states/state-book.ts';
import { genericSurprises } from './surprises/generic-surprises.ts';
import { SurpriseBook } from './surprises/surprise-book.ts';
import { TrainingBook } from './training/training-book.ts';

/** What only queries of a lens's own can say. */
export interface LensAsks {
  readonly questions: QuestionBook;
  readonly surprises: SurpriseBook;
  readonly states: StateBook;
  readonly coverage: CoverageBook;
  readonly training: TrainingBook;
  readonly findings: FindingBook;
}

export function asksOf(
  bound: BoundLens,
  { questions = [], surprises = [] }: Pick<KnownLens, 'questions' | 'surprises'> = {},
  timeZone = 'UTC',
  catalogue: Catalogue | null = null,
): LensAsks {
  const { connection, dialect, find } = bound;
  const context: LensContext = { connection, dialect, find, timeZone };
  return {
    questions: new QuestionBook(context, questions),
    surprises: new SurpriseBook(context, [...surprises, ...genericSurprises(bound)]),
    states: new StateBook(bound, timeZone),
    coverage: new CoverageBook(bound),
    training: new TrainingBook(bound),
    findings: new FindingBook(context, checksOf(bound, catalogue)),
  };
}
