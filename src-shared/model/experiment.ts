import type { Cell } from './cell.ts';
import type { LeftOutChoice } from './left-out.ts';
import type { Estimates, Intervals } from './lens.ts';
import type { PackedFrames } from './packed-frames.ts';
import type { AnswerColumn, Page } from './page.ts';
import type { ReadMark } from './read-mark.ts';
import type { TranscriptShape } from './transcript.ts';

/** Sessions and episodes come as pages whose first columns are always `id`, `label`; the lens adds its facts after them. */
export type LevelPage = Page;

/** Roll-ups of some sessions or episodes: computed from their rows, so they come after the list and may be cancelled. */
export interface RollUps {
  readonly columns: readonly AnswerColumn[];
  /** Values in the order of `columns`, by session or episode id. */
  readonly rows: Readonly<Record<string, readonly Cell[]>>;
}

/** One agent of an episode. */
export interface Agent {
  /** Unique within the episode; agent ids may repeat between types (environment targets). */
  readonly key: string;
  readonly id: string;
  readonly type: string | null;
  readonly rows: number;
  /** Not one of the moving crowd: a target, food, the environment (`apart` of the lens); drawn with a mark of its own. */
  readonly apart: boolean;
}

/** Everything the trajectory page needs before its first frame. */
export interface TrajectoryHeader {
  readonly episode: string;
  readonly label: string;
  readonly session: { readonly id: string; readonly label: string } | null;
  /** Columns of the trajectory's table. */
  readonly columns: readonly AnswerColumn[];
  readonly rows: number;
  /** Whether only some places of a long episode were looked at: `rows` is an estimate, agents and bounds are those found there. */
  readonly sketch?: boolean;
  /** Where every so many-th frame was looked at, these frames; `rows` are counted then. */
  readonly outline?: PackedFrames;
  /** First and last value of the time column; `null` for an episode without rows. */
  readonly time: {
    readonly first: number;
    readonly last: number;
    /** Distance between two frames, as far as some of them tell. */
    readonly step: number;
    /** Whether all frames are that far apart but for some that are missing; else half of them are farther. */
    readonly even: boolean;
    readonly title: string;
    readonly unit: string | null;
    /** Name of the one of `columns` that holds the time; `null` when it is computed from several. */
    readonly column: string | null;
  } | null;
  /** Units of the time column per second, when the episode says so: frames, as they were counted. */
  readonly frameRate: number | null;
  /** Whether there are positions to draw, and of how many dimensions. */
  readonly dimensions: 0 | 2 | 3;
  /** Extent of the finite positions, `[min, max]` per dimension. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Whether y grows downwards (pixels) or upwards (scene units). */
  readonly yDown: boolean;
  readonly unit: string | null;
  readonly agents: readonly Agent[];
  readonly facts: readonly { readonly column: AnswerColumn; readonly value: Cell }[];
}

/** Between what a measure lies. */
export interface ValueExtent {
  readonly low: number;
  readonly high: number;
  /** How many finite values there are. */
  readonly values: number;
}

/** A quantity that can be drawn over time. */
export interface Measure {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  /** `step` measures have a value per row of a trajectory, `episode` measures one per episode. */
  readonly level: 'step' | 'episode';
  /** What the lens computes, in words people can check ("hypot(v_x, v_y, v_z)"). */
  readonly formula: string | null;
  /** Whether the lens has charts begin with it. */
  readonly recommended?: boolean | undefined;
  /** The id of the measure whose value is the sum that this is a part of. */
  readonly partOf?: string | undefined;
}

/** One line of a chart. */
export interface Series {
  /** Stable within the answer, e.g. an episode id, or `episode/agent`. */
  readonly id: string;
  readonly label: string;
  /** `[x, y]`, ordered by x, every y finite. */
  readonly points: readonly (readonly [number, number])[];
  /** What the line was smoothed from, reduced like it. */
  readonly raw?: readonly (readonly [number, number])[] | undefined;
  /**
   * Which part of a line this is, where x went back as it was written (a run that was restarted): the id and the name of
   * the whole line, its number from 1, and how many there are.
   */
  readonly part?:
    | { readonly of: string; readonly label: string; readonly number: number; readonly parts: number }
    | undefined;
  /** How often x went back as it was written, where that is too often for restarts: the line is by x, whenever written. */
  readonly backwards?: number | undefined;
  /** Where an x of 0 lies in recorded time, and how much of that an x of 1 is; absent where x is as recorded. */
  readonly origin?: { readonly first: number; readonly per: number } | undefined;
  /** Id of the episode behind each point, for a line over episodes (so that a click leads there); `null` for one over time. */
  readonly episodes: readonly string[] | null;
  /** Rows the line stands for, not-finite ones included. */
  readonly rows: number;
  /** Rows whose value is NaN, ±∞ or NULL. */
  readonly notFinite: number;
  /** Rows (or means) of 0 or less, which the logarithmic axis that was asked for has no place for; absent where there are none. */
  readonly below?: number | undefined;
  /** How the points came about: every row, the M4 extremes per pixel, or a mean per x and then M4. */
  readonly method: 'rows' | 'm4' | 'mean' | 'mean+m4';
  /** The x, as recorded, from which on points are told: those before are as in the answer that the marks were of. All else is of the whole line. */
  readonly continues?: number | undefined;
}

export interface SeriesAnswer {
  readonly measure: Measure;
  readonly x: {
    readonly title: string;
    readonly unit: string | null;
    /** What else x may be asked to be; absent for lines over episodes. */
    readonly kinds?: readonly ('recorded' | 'relative' | 'elapsed')[] | undefined;
    /** Whether x is another measure. */
    readonly measured?: boolean | undefined;
  };
  readonly series: readonly Series[];
  /** The statement that was run, for "show SQL". */
  readonly sql: string;
  /** How far episodes were read, where that was asked for and only what is new can be read the next time. */
  readonly marks?: readonly ReadMark[] | undefined;
}

/** A table of rows that a session or an episode has beside its episodes or steps (checkpoints, transitions). */
export interface RecordTable {
  readonly id: string;
  /** What one is called here, singular and plural. */
  readonly word: readonly [one: string, many: string];
  readonly of: 'session' | 'episode';
  /** Where its rows are stretches of time: the columns that say so. */
  readonly intervals?: Intervals | undefined;
  /** Where its rows hold what several methods found for the same thing. */
  readonly estimates?: Estimates | undefined;
}

/** The lens of a database, and the others one could pick. */
export interface LensChoice {
  readonly id: string;
  readonly variant: string | null;
  readonly title: string;
  /** Why: sentences naming tables and columns. */
  readonly evidence: readonly string[];
  /** Whether a person chose it rather than the catalogue. */
  readonly chosen: boolean;
  /** Whether a person drew it; `for this` where they drew it for this very schema, so that it comes before every other. */
  readonly drawn?: 'elsewhere' | 'for this' | undefined;
  /** What the levels are called here; `null` where the lens has no such level. */
  readonly words: { readonly session: string | null; readonly episode: string | null; readonly step: string | null };
  readonly records: readonly RecordTable[];
  /** What states over time are called here ("Occupancy"); absent where the lens knows of none. */
  readonly states?: string | undefined;
  /** What the matrix of what there should be and what there is is called ("Coverage"); absent where the lens declares none. */
  readonly coverage?: string | undefined;
  /** What the page of a training as it went is called ("Training"); absent where the lens declares none. */
  readonly training?: string | undefined;
  /** Whether steps have positions, so that it can be drawn where agents are. */
  readonly positions?: boolean | undefined;
  /** Whether anything was imported into the database, which records it. */
  readonly imports?: boolean | undefined;
  /** What the transcripts of episodes can show; absent where steps are nothing to read. */
  readonly transcript?: TranscriptShape | undefined;
  /** Rows that newer ones replaced, and whether they are shown; `null` where the database keeps none. */
  readonly replaced: { readonly word: string; readonly shown: boolean } | null;
  /** What people left out because a finding named it; `null` where that is nothing. */
  readonly leftOut: LeftOutChoice | null;
  /** `drawn` by a person: such a lens may be chosen whether it fits or not. */
  readonly alternatives: readonly {
    readonly id: string;
    readonly title: string;
    readonly fits: boolean;
    readonly drawn?: boolean | undefined;
  }[];
}
