/** On, off, or recorded as unknown. Where nothing is recorded there is no state at all. */
export type StateNumber = 0 | 1 | 2;

/** What has states in a database, and when. Times are epoch seconds throughout. */
export interface StatesOverview {
  readonly title: string;
  readonly words: { readonly on: string; readonly off: string; readonly session: string; readonly part: string | null };
  readonly sessions: readonly StatesSession[];
  /** First and last row of all; nothing is known after the last. */
  readonly extent: readonly [first: number, last: number];
  /** Where days begin and end. */
  readonly timeZone: string;
  /** Seconds that a state holds without another row; `null` for ever. */
  readonly hold: number | null;
  readonly confidence: boolean;
  readonly transitions: boolean;
  readonly predictions: boolean;
}

export interface StatesSession {
  readonly id: string;
  readonly label: string;
  readonly parts: readonly StatesPart[];
}

export interface StatesPart {
  /** Unique in the database. */
  readonly key: string;
  readonly label: string | null;
  readonly rows: number;
  readonly first: number;
  readonly last: number;
}

/** States of one session or part within a range, none lost: those shorter than a pixel are counted where they are. */
export interface Band {
  readonly session: string;
  /** Key of a part; `null` for the session as a whole. */
  readonly part: string | null;
  readonly stretches: readonly Stretch[];
  readonly crowds: readonly Crowd[];
}

export type Stretch = readonly [since: number, until: number, state: StateNumber];

/** Several stretches that lie within one pixel. */
export interface Crowd {
  readonly since: number;
  readonly until: number;
  /** How many there are, and for how many seconds, by state. */
  readonly count: readonly [off: number, on: number, unknown: number];
  readonly seconds: readonly [off: number, on: number, unknown: number];
}

/** Predictions for one pixel, at the moment they are about. */
export interface Expected {
  readonly session: string;
  readonly at: number;
  /** Least, mean and greatest probability. */
  readonly probability: readonly [least: number, mean: number, greatest: number];
  readonly count: number;
}

export interface BandsAnswer {
  readonly from: number;
  readonly to: number;
  readonly bands: readonly Band[];
  readonly expected: readonly Expected[];
  /** Rows that were read for it. */
  readonly rows: number;
}

/** States of a session by day and hour of the clock, weighted by time. */
export interface StatesProfile {
  readonly session: string;
  /** `2024-03-31`, in order. */
  readonly days: readonly string[];
  /** Seconds by `day × 24 + hour`: how long the hour was within the range (0 where clocks skip it, 7200 where they repeat it), on, off, unknown. */
  readonly length: readonly number[];
  readonly on: readonly number[];
  readonly off: readonly number[];
  readonly unknown: readonly number[];
  /** How long it was on or off without a break: of those that begin and end within the range and the record. */
  readonly durations: { readonly on: readonly Bin[]; readonly off: readonly Bin[] };
  /** How many more there are whose beginning or end is not known. */
  readonly cut: { readonly on: number; readonly off: number };
}

export interface Bin {
  readonly from: number;
  /** `null` for the last one, which has no end. */
  readonly to: number | null;
  readonly count: number;
  readonly seconds: number;
}

/** Moves between sessions by the hour of the clock. */
export interface TransitionsAnswer {
  readonly moves: readonly Moves[];
  readonly count: number;
}

export interface Moves {
  /** `null` where nothing was known before. */
  readonly from: string | null;
  readonly to: string;
  readonly hour: number;
  readonly count: number;
  /** How many say how long they took; together, the quickest and the slowest, in seconds. */
  readonly timed: number;
  readonly seconds: number;
  readonly least: number | null;
  readonly greatest: number | null;
}

/** What was expected beside what happened, of predictions made within a range. */
export interface PredictionsAnswer {
  readonly scores: readonly Score[];
  readonly vacancies: readonly Vacancies[];
}

/** Predictions of one session and horizon. */
export interface Score {
  readonly session: string;
  /** Minutes. */
  readonly horizon: number;
  readonly count: number;
  /** Those of whose moment something is known; all else is about them. */
  readonly judged: number;
  /** Mean of (probability − what happened)²: 0 is best, 0.25 says nothing. */
  readonly brier: number | null;
  /** Mean of −ln of the probability given to what happened, which counts as 10⁻¹⁵ at least. */
  readonly logLoss: number | null;
  /** Tenths of the probability, empty ones left out. */
  readonly bins: readonly ReliabilityBin[];
}

export interface ReliabilityBin {
  readonly from: number;
  readonly count: number;
  /** Mean probability, and how often it was on. */
  readonly expected: number;
  readonly happened: number;
}

/** How long a session stays off, expected and actual, in minutes. */
export interface Vacancies {
  readonly session: string;
  readonly count: number;
  /** Those made while it was off and followed by its being on, with data all the time. */
  readonly judged: number;
  readonly meanError: number | null;
  readonly meanAbsoluteError: number | null;
  /** The first 2,000 of those judged. */
  readonly points: readonly (readonly [expected: number, actual: number])[];
}

export interface CareRequest {
  /** Seconds without a row that make a gap. */
  readonly gap: number;
  /** Seconds within which two sessions are suspicious. */
  readonly within: number;
  /** Confidence below which a row is. */
  readonly below: number;
}

/** What should be looked after in the rows of a range. */
export interface CareAnswer {
  readonly parts: readonly PartCare[];
  readonly pairs: readonly PairCare[];
}

export interface PartCare {
  readonly session: string;
  readonly part: string;
  readonly label: string | null;
  readonly rows: number;
  readonly gaps: number;
  readonly gapSeconds: number;
  readonly longest: readonly [since: number, until: number] | null;
  /** Rows at the very moment of another of the part; of these, those that say something else. */
  readonly duplicates: number;
  readonly contradictions: number;
  readonly unsure: number;
  readonly changes: number;
  /** Seconds from its last row until the end of the range or the record; what it said last. */
  readonly silent: number | null;
  readonly last: StateNumber | null;
}

/** Being on that begins in one session shortly after it began in another. */
export interface PairCare {
  readonly one: string;
  readonly other: string;
  readonly count: number;
  /** When the second one began: the first of them. */
  readonly first: number;
}
