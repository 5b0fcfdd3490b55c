import type { Marked } from '#shared/model/mark.ts';
import type { Place, PlaceQuery } from '../../client/place.ts';
import { readRange } from '../../client/query-words.ts';

/** Something of the present place that can be marked. */
export interface Target {
  /** "This episode", "Frame 12", "12 to 40". */
  readonly title: string;
  readonly marked: Omit<Marked, 'database' | 'label'>;
}

/** What can be marked here: the thing itself, and the moment and the ranges that the address tells. */
export function targetsOf(place: Place, query: PlaceQuery): readonly Target[] {
  if (place.at === 'session') return [whole('This session', 'session', place.session)];
  if (place.at === 'occupancy') {
    const time = rangeOf(query['range']);
    const of = query['of'] ?? '';
    if (of === '' && time === null) return [];
    const own = pick(query, ['of', 'range']);
    return [
      {
        title: time === null ? of : `${of === '' ? 'Everything' : of} in the time shown`,
        marked: { level: 'states', id: of, time, query: own },
      },
    ];
  }
  if (place.at !== 'episode') return [];
  const { episode: id } = place;
  const at = (key: string, title: string): Target[] => {
    const moment = Number(query[key] || Number.NaN);
    if (!Number.isFinite(moment)) return [];
    return [
      {
        title: `${title} ${moment}`,
        marked: { level: 'episode', id, time: [moment, moment], query: pick(query, [key]) },
      },
    ];
  };
  const within = (key: string, title: string): Target[] => {
    const time = rangeOf(query[key]);
    if (time === null) return [];
    return [
      { title: `${title} ${time[0]} to ${time[1]}`, marked: { level: 'episode', id, time, query: pick(query, [key]) } },
    ];
  };
  return [
    ...at('frame', 'The moment'),
    ...at('step', 'Step'),
    ...within('loop', 'The part'),
    ...within('range', 'The range'),
    whole('All of it', 'episode', id),
  ];
}

function whole(title: string, level: Marked['level'], id: string): Target {
  return { title, marked: { level, id, time: null, query: {} } };
}

function rangeOf(text: string | undefined): [number, number] | null {
  const range = readRange(text ?? '');
  return range === undefined ? null : [...range];
}

function pick(query: PlaceQuery, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    keys.flatMap((key) => (query[key] === undefined || query[key] === '' ? [] : [[key, query[key]]])),
  );
}
