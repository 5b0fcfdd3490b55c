import type { PropertyDefinition } from '../../care/schemas/tracking-vocabulary.ts';
import type { OfferedFile } from '../offer.ts';

/** One file of tracks as a query over its lines: DuckDB expressions over `from`, NULL where a value cannot be read. */
export interface TrackSource {
  /** Files of one episode are put together. */
  readonly episode: string;
  readonly file: OfferedFile;
  /** What follows `from`; its columns are text. */
  readonly from: string;
  /** The file's own order, where the query loses it. */
  readonly order?: string | undefined;
  /** The number of the file's row, from 1 behind the header; absent: `from` gives the file's rows as they come. */
  readonly record?: string | undefined;
  /** Rows of the header, 1 unless told; `null` for a file of no text. */
  readonly header?: number | null | undefined;
  /** Whole numbers from 0. */
  readonly frame: string;
  readonly agent: string;
  /** Text. */
  readonly type: string;
  /** Doubles. */
  readonly x: string;
  readonly y: string;
  readonly z?: string | undefined;
  /** Lengths per second; absent: taken from the frame before. */
  readonly velocity?: readonly [x: string, y: string] | undefined;
  readonly properties: readonly TrackProperty[];
  /** Rows that are left out on purpose; a boolean. */
  readonly leftOut?: { readonly where: string; readonly why: string } | undefined;
  /** Frames per second, where the files say so. */
  readonly frameRate?: number | undefined;
}

export interface TrackProperty extends Pick<PropertyDefinition, 'id' | 'type'> {
  readonly value: string;
}

/** Lengths of a format: they name the category of its sessions, by which units are shown. */
export const trackUnits = ['pixels', 'm', 'cm', 'ft'] as const;
export type TrackUnit = (typeof trackUnits)[number];

export const categoryOf: Readonly<Record<TrackUnit, string>> = {
  pixels: 'tracking_csv',
  m: 'tracking_m',
  cm: 'tracking_cm',
  ft: 'tracking_ft',
};

/** Text as a number; ids and frames may be written `1.0`. */
export const whole = (column: string): string => `try_cast(try_cast(${column} as double) as integer)`;
export const number = (column: string): string => `try_cast(${column} as double)`;
