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
  /** What number of each step can be seen as dots; `null` for none. */
  readonly strip: string | null;
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

/** A number of every step of the sessions of one group, those not finite left out. */
export interface CoverageStrip {
  readonly title: string;
  readonly unit: string | null;
  /** Of when steps began. */
  readonly startUnit: string | null;
  readonly flags: readonly { readonly title: string; readonly kind: 'failed' | 'odd' }[];
  /** Values of the two columns that strips are apart by; `null` where nothing is said. */
  readonly rows: readonly (string | null)[];
  readonly sides: readonly (string | null)[];
  /** Those with a dot, in the order of the matrix. */
  readonly episodes: readonly StripEpisode[];
  readonly dots: readonly StripDot[];
  /** Steps without a finite number. */
  readonly notFinite: number;
}

export interface StripEpisode {
  readonly id: string;
  readonly label: string;
  readonly session: { readonly id: string; readonly label: string };
  /** Places in `rows` and `sides`. */
  readonly row: number;
  readonly side: number;
}

export interface StripDot {
  /** Place in `episodes`. */
  readonly episode: number;
  readonly number: string | null;
  /** When the step began, as the lens's time counts. */
  readonly start: number | null;
  readonly value: number;
  /** Places in `flags`. */
  readonly flags: readonly number[];
}
