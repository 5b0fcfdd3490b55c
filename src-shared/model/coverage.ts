import type { CoverageKind } from './lens-coverage.ts';

type Word = readonly [one: string, many: string];

/** What sessions should have and what they have, counted by group (by study). */
export interface CoverageOverview {
  readonly title: string;
  /** What sessions are put together by; `null` where they are all one group. */
  readonly group: string | null;
  /** What columns are of, outermost first. */
  readonly columns: readonly string[];
  readonly words: {
    readonly session: Word;
    readonly episode: Word;
    readonly step: Word | null;
    /** What episodes are made of, where that is something else. */
    readonly source: Word | null;
    readonly records: readonly Word[];
  };
  /** What can be wrong with an episode. */
  readonly faults: readonly string[];
  readonly groups: readonly CoverageGroup[];
}

export interface CoverageGroup {
  /** `null` for sessions that are in none. */
  readonly key: string | null;
  readonly sessions: number;
  readonly sources: number;
  /** Sources with each fault, in the order of `faults`. */
  readonly faults: readonly number[];
  readonly episodes: number;
  readonly steps: number;
  /** In the order of `words.records`. */
  readonly records: readonly number[];
}

/** The sessions of one group. */
export interface CoverageMatrix {
  /** A value for each of the overview's `columns`; `null` where nothing is said. */
  readonly columns: readonly (readonly (string | null)[])[];
  readonly rows: readonly CoverageRow[];
}

export interface CoverageRow {
  readonly id: string;
  readonly label: string;
  /** For each column its episodes, none where there is a gap. */
  readonly cells: readonly (readonly CoverageEpisode[])[];
}

export interface CoverageEpisode {
  readonly id: string;
  readonly label: string;
  /** `unknown`: nothing is said, or a word that the lens does not know. */
  readonly state: { readonly kind: CoverageKind | 'unknown'; readonly word: string };
  /** Which of the overview's `faults` it has. */
  readonly faults: readonly number[];
  readonly steps: number;
  readonly records: readonly number[];
}
