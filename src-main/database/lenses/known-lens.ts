import type { Lens } from '#shared/model/lens.ts';
import type { DerivedTable } from './derived/derived-table.ts';
import type { Question } from './questions/question.ts';
import type { StateReader } from './state/state-reader.ts';
import type { Surprise } from './surprises/surprise.ts';

/** A lens for a known schema: its mapping as data, and beside it what only a query can say. */
export interface KnownLens {
  readonly lens: Lens;
  /** Tables that the database lacks but its rows imply (the days of a room); the mapping names them like any other. */
  readonly derived?: readonly DerivedTable[];
  /** What the tools of this schema ask. */
  readonly questions?: readonly Question[];
  /** What a person should see and would not expect ("12 episodes appear twice: the run was restarted"). */
  readonly surprises?: readonly Surprise[];
  /** Decodes the states of steps (`steps.state` of the mapping); without it they are JSON. */
  readonly state?: StateReader;
}
