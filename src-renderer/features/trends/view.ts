import type { PlaceQuery } from '../../client/place.ts';

/** What the page of trends shows; all of it stands in the address. */
export interface TrendsView {
  /** Ids of measures; those the lens recommends when there are none. */
  readonly measures: readonly string[];
  /** Whose lines over their episodes; all when there are none. */
  readonly sessions: readonly string[];
  /** Whose lines over their steps; they come before the sessions. */
  readonly episodes: readonly string[];
  /** Ids of lines that are not drawn. */
  readonly hidden: readonly string[];
  readonly range: readonly [from: number, to: number] | undefined;
}

/** More lines than this say nothing, and take long to draw. */
export const MOST_LINES = 100;

export function readView(query: PlaceQuery): TrendsView {
  const keys = (key: string) => readKeys(query[key] ?? '');
  return {
    measures: keys('measures'),
    sessions: keys('sessions').slice(0, MOST_LINES),
    episodes: keys('episodes').slice(0, MOST_LINES),
    hidden: keys('hidden'),
    range: readRange(query['range'] ?? ''),
  };
}

/** The part of an address that says a part of a view. */
export function writeView(part: Partial<TrendsView>): PlaceQuery {
  const query: Record<string, string> = {};
  for (const key of ['measures', 'sessions', 'episodes', 'hidden'] as const) {
    const keys = part[key];
    if (keys !== undefined) query[key] = keys.map(encodeURIComponent).join();
  }
  if ('range' in part) query['range'] = part.range === undefined ? '' : part.range.join('..');
  return query;
}

/** The same keys with one more, or without it where it was among them. */
export function toggled(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key];
}

function readKeys(text: string): readonly string[] {
  const keys = text === '' ? [] : text.split(',').map(decodeKey);
  return [...new Set(keys)];
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function readRange(text: string): TrendsView['range'] {
  const [from = Number.NaN, to = Number.NaN] = text === '' ? [] : text.split('..').map(Number);
  return Number.isFinite(from) && to > from && Number.isFinite(to) ? [from, to] : undefined;
}
