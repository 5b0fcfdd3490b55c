import type { Cell } from './cell.ts';
import type { Series } from './experiment.ts';

type Word = readonly [one: string, many: string];

/** What a database has of its training; everything else is in `without`, in words. */
export interface TrainingOverview {
  readonly title: string;
  readonly entities: {
    readonly word: Word;
    readonly part: Word;
    readonly measures: readonly { readonly id: string; readonly title: string; readonly unit: string | null }[];
  } | null;
  readonly actions: boolean;
  /** Measures of episodes, the one to begin with first. */
  readonly measures: readonly { readonly id: string; readonly title: string; readonly unit: string | null }[];
  readonly phases: boolean;
  readonly facets: readonly string[];
  /** The records that checkpoints are. */
  readonly checkpoints: {
    readonly records: string;
    readonly word: Word;
    /** The records' column that names the episode. */
    readonly episode: string;
    readonly value: string | null;
    /** Records that test a checkpoint, and the number of theirs that counts; `null` where none are kept. */
    readonly tests: { readonly word: Word; readonly value: string } | null;
  } | null;
  /** Sentences that say what is not kept here. */
  readonly without: readonly string[];
}

/** The axis that all lines, strips and fields of an episode share. */
export interface TrainingAxis {
  readonly title: string;
  readonly unit: string | null;
  readonly from: number;
  readonly to: number;
}

/** One part of one entity, over an episode. */
export interface EntityLine extends Pick<Series, 'points' | 'rows' | 'notFinite' | 'method'> {
  readonly entity: string;
  /** `null` where the entity is told of as a whole. */
  readonly part: string | null;
}

export interface EntityLines {
  readonly x: TrainingAxis;
  readonly lines: readonly EntityLine[];
  readonly sql: string;
}

/** Columns of a field or a strip: each reaches to the next, the last to `end`. */
export interface TrainingColumns {
  readonly starts: readonly number[];
  readonly end: number;
  /** Whether each is one value of x as it was logged. */
  readonly single: boolean;
}

/** Finite values of one column; `null` where there is none. */
export interface HeatCell {
  readonly mean: number;
  readonly least: number;
  readonly greatest: number;
  readonly values: number;
}

export interface EntityHeat {
  readonly x: TrainingAxis;
  readonly columns: TrainingColumns;
  readonly rows: readonly {
    readonly entity: string;
    readonly part: string | null;
    readonly cells: readonly (HeatCell | null)[];
  }[];
}

/** How often which action was taken: in columns over an episode, or over the episodes of a session in order. */
export interface ActionsAnswer {
  readonly x: TrainingAxis;
  readonly columns: TrainingColumns;
  /** All that were taken, in their order. */
  readonly actions: readonly { readonly action: string; readonly title: string }[];
  readonly agents: readonly {
    readonly agent: string;
    /** Of each column pairs of an index into `actions` and how often; none where nothing was logged. */
    readonly cells: readonly (readonly (readonly [action: number, times: number])[])[];
    /** In the order of `actions`. */
    readonly totals: readonly number[];
  }[];
}

export interface Checkpoint {
  readonly label: string;
  /** The number of its episode, as it is written. */
  readonly episode: string;
  /** Where that episode is on the curve; `null` where there is none. */
  readonly x: number | null;
  readonly y: number | null;
  readonly value: number | null;
  /** That episode's id; `null` where it is not logged. */
  readonly opens: string | null;
  /** What else is written of it, NULLs left out. */
  readonly details: readonly { readonly title: string; readonly unit: string | null; readonly value: Cell }[];
  /** How often it was tested, and the mean of those with a finite number. */
  readonly tests: { readonly count: number; readonly mean: number | null };
}

/** A measure over the episodes of a session in order (x counts them from 0), taken apart. */
export interface TrainingCurve {
  readonly x: TrainingAxis;
  readonly measure: { readonly id: string; readonly title: string; readonly unit: string | null };
  /** One where nothing is taken apart; `key` is `null` then, and where an episode has no value of it. */
  readonly panels: readonly {
    readonly key: string | null;
    readonly line: Omit<Series, 'id' | 'label'>;
  }[];
  /** Stretches of neighbours of one phase; empty where none is kept. */
  readonly phases: readonly { readonly phase: string | null; readonly first: number; readonly last: number }[];
  readonly checkpoints: readonly Checkpoint[];
  readonly episodes: number;
}
