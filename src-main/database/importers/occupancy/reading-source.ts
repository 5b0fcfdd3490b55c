import type { OfferedFile } from '../offer.ts';
import type { Place } from './places.ts';

/** What a file of sensor readings gives, one after the other. */
export type ReadingEntry =
  | {
      readonly kind: 'reading';
      readonly line: number;
      readonly raw: string;
      readonly entity: string;
      /** As the file writes it. */
      readonly time: string;
      readonly state: boolean;
      /** 0–1; `null` where the file does not say. */
      readonly confidence: number | null;
      /** What Home Assistant takes the sensor for; `null` where the file does not say. */
      readonly deviceClass: string | null;
    }
  /** A row without a reading of presence: why, and of what. */
  | { readonly kind: 'left out'; readonly what: string; readonly name: string }
  | { readonly kind: 'reject'; readonly line: number; readonly raw: string; readonly reason: string };

/** A format of readings of presence. */
export interface ReadingSource {
  readonly title: string;
  /** Where sensors whose names do not say it are. */
  readonly places?: Readonly<Record<string, Place>> | undefined;
  /** Columns and members that no table takes. */
  readonly leftOut?: string | undefined;
  /** Whether sensors other than those of presence may be among them. */
  readonly mixed: boolean;
  knows(file: OfferedFile): Promise<boolean>;
  read(file: OfferedFile): AsyncGenerator<ReadingEntry>;
}

/** States that are no state. */
export const noState = 'States that are unavailable, unknown or empty';
export const neitherState = 'States that are neither on nor off';

/** `null` for a text that is neither. */
export function stateOf(text: string): boolean | null {
  const plain = text.trim().toLowerCase();
  if (plain === 'on' || plain === 'true') return true;
  return plain === 'off' || plain === 'false' ? false : null;
}

export function isNoState(text: string): boolean {
  return ['', 'unavailable', 'unknown', 'none', 'null'].includes(text.trim().toLowerCase());
}
