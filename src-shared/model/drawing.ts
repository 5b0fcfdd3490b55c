import type { ColumnKind, TableRef } from './catalogue.ts';
import type { ErrorData } from './failure.ts';
import type { LensFile } from './lens-file.ts';
import type { Page } from './page.ts';
import type { BandsAnswer, StatesOverview } from './states.ts';
import type { StepTexts } from './transcript.ts';

/** What a column may be for when a lens is drawn. */
export const columnRoles = [
  'id',
  'label',
  'session',
  'episode',
  'time',
  'agent',
  'agentType',
  'x',
  'y',
  'z',
  'measure',
  'state',
  'text',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** How much speaks for a column in a role, and what. */
export interface Candidate {
  readonly score: number;
  /** Short: `part of the key`, `named like a time`, `rises from row to row`. */
  readonly reasons: readonly string[];
}

/** A column, and what its first rows say of it. */
export interface ColumnLook {
  readonly name: string;
  readonly type: string;
  readonly kind: ColumnKind;
  /** A few different values as text, cut. */
  readonly examples: readonly string[];
  /** Among the rows looked at. */
  readonly nulls: number;
  readonly distinct: number;
  readonly roles: Readonly<Partial<Record<ColumnRole, Candidate>>>;
}

/** A table, looked at through a few hundred of its first rows. */
export interface TableLook extends TableRef {
  readonly rows: number;
  readonly columns: readonly ColumnLook[];
}

/** A lens to begin with, and why it is as it is. */
export interface LensSuggestion {
  readonly lens: LensFile;
  readonly evidence: readonly string[];
  /** Tables that could hold the steps, likeliest first. */
  readonly tables: readonly (TableRef & Candidate)[];
}

/** First rows through a lens that is not saved yet. */
export interface LensPreview {
  readonly sessions: PreviewPart<Page>;
  /** Of the session that was asked for, or the first. */
  readonly episodes: PreviewPart<Page>;
  /** Of the episode that was asked for, or the first. */
  readonly steps: PreviewPart<Page>;
  /** What the first steps of this episode say, where they are read. */
  readonly texts: PreviewPart<readonly StepTexts[]>;
  readonly states: PreviewPart<StatesPreview>;
  readonly session: string | null;
  readonly episode: string | null;
  /** Measures that this database can compute, by id. */
  readonly measures: readonly string[];
  /** What is left out because the database lacks it or it does not fit. */
  readonly missing: readonly string[];
  /** What could not be read among the first rows ("x is no number in 3 of the first 10,000 rows"). */
  readonly unread: readonly string[];
}

export interface PreviewPart<Shown> {
  /** `null` where the lens has no such part, or it failed. */
  readonly shown: Shown | null;
  readonly failure: ErrorData | null;
}

/** States over time, of the first rows alone. */
export interface StatesPreview {
  /** With the first sessions only. */
  readonly overview: StatesOverview;
  readonly bands: BandsAnswer;
  /** How many sessions and rows there are among those looked at. */
  readonly sessions: number;
  readonly rows: number;
  /** Whether the table has rows behind them. */
  readonly more: boolean;
}
