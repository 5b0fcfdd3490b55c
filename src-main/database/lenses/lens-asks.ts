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

interface Checked {
  readonly catalogue: Catalogue | null;
  /** The lens with what is left out, where checks look too: what they find may be what was left out. */
  readonly whole: BoundLens;
}

export function asksOf(
  bound: BoundLens,
  { questions = [], surprises = [] }: Pick<KnownLens, 'questions' | 'surprises'> = {},
  timeZone = 'UTC',
  { catalogue, whole }: Checked = { catalogue: null, whole: bound },
): LensAsks {
  const { connection, dialect } = bound;
  const contextOf = ({ find, leftOut }: BoundLens): LensContext => ({ connection, dialect, find, timeZone, leftOut });
  return {
    questions: new QuestionBook(contextOf(bound), questions),
    surprises: new SurpriseBook(contextOf(whole), [...surprises, ...genericSurprises(whole)]),
    states: new StateBook(bound, timeZone),
    coverage: new CoverageBook(bound),
    training: new TrainingBook(bound),
    findings: new FindingBook(contextOf(whole), checksOf(whole, catalogue), whole.episode),
  };
}
