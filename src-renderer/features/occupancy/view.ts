import type { PlaceQuery } from '../../client/place.ts';
import { type Range, readRange, writeRange } from '../../client/query-words.ts';

export const parts = ['hours', 'moves', 'expected', 'care'] as const;
export type PartName = (typeof parts)[number];

/** What the page of states shows; all of it stands in the address. */
export interface StatesView {
  /** The session that is looked at closely; the first when absent. */
  readonly session: string | undefined;
  /** Epoch seconds; the whole record when absent. */
  readonly range: Range | undefined;
  readonly part: PartName;
}

export function readView(query: PlaceQuery): StatesView {
  return {
    session: query['of'] === '' ? undefined : query['of'],
    range: readRange(query['range'] ?? ''),
    part: parts.find((each) => each === query['part']) ?? 'hours',
  };
}

/** The part of an address that says a part of a view. */
export function writeView(part: Partial<StatesView>): PlaceQuery {
  const query: Record<string, string> = {};
  if ('session' in part) query['of'] = part.session ?? '';
  if ('range' in part) query['range'] = writeRange(part.range && [short(part.range[0]), short(part.range[1])]);
  if (part.part !== undefined) query['part'] = part.part === 'hours' ? '' : part.part;
  return query;
}

const short = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Less than this between two edges of the picture shows nothing more. */
const SHORTEST = 1;

/** A range nearer or farther around a moment, within the whole. */
export function zoomed(
  [from, to]: readonly [number, number],
  around: number,
  factor: number,
  whole: readonly [number, number],
): readonly [number, number] {
  const length = Math.min(Math.max((to - from) * factor, SHORTEST), whole[1] - whole[0]);
  const share = (around - from) / (to - from);
  return within([around - length * share, around + length * (1 - share)], whole);
}

/** The same length, moved inside the whole. */
export function within(
  [from, to]: readonly [number, number],
  whole: readonly [number, number],
): readonly [number, number] {
  const length = Math.min(to - from, whole[1] - whole[0]);
  const start = Math.min(Math.max(from, whole[0]), whole[1] - length);
  return [start, start + length];
}
