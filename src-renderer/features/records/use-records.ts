import type { LensChoice, RecordTable } from '#shared/model/experiment.ts';
import { type DatabasePlace, type PlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { capital, plural } from '../../format/words.ts';

/** One part of a session or an episode: what it is made of (`records` absent), or one of its record tables. */
export interface Part {
  readonly title: string;
  readonly records: RecordTable | undefined;
  readonly query: PlaceQuery;
}

/** The key in the address that says which record table is shown. */
const KEY = 'records';

/** The key that says how what it is made of is seen, where there is more than one way. */
const VIEW = 'view';

/**
 * The parts of the sessions or episodes of a database, `main` first; only `main` where the lens knows no records. Where
 * steps are texts, episodes are read first, and those of a session searched.
 */
export function useParts(database: string, of: RecordTable['of'], main: string): readonly Part[] {
  const lens = useLens(database).data;
  const read = of === 'episode' && lens?.transcript !== undefined;
  return [{ title: read ? 'Transcript' : main, records: undefined, query: {} }, ...partsBeside(lens, of)];
}

/** What a session or an episode has beside the part that is shown first. */
export function partsBeside(lens: LensChoice | undefined, of: RecordTable['of']): readonly Part[] {
  const records = (lens?.records ?? [])
    .filter((each) => each.of === of)
    .map((each): Part => ({ title: capital(each.word[1]), records: each, query: { [KEY]: each.id } }));
  if (lens?.transcript === undefined) return records;
  const [title, view] = of === 'session' ? ['Search', 'search'] : [capital(plural(lens.words.step ?? 'row')), 'rows'];
  return [{ title, records: undefined, query: { [VIEW]: view } }, ...records];
}

/** The part that the present address names; the first for one that names none. */
export function usePartHere(parts: readonly Part[]): Part | undefined {
  const { [KEY]: wanted, [VIEW]: view } = usePlaceQuery();
  const isHere = ({ records, query }: Part) =>
    wanted === undefined ? records === undefined && query[VIEW] === view : records?.id === wanted;
  return parts.find(isHere) ?? parts[0];
}

/** Which records a place has. */
export function recordsLevel({ at }: DatabasePlace): RecordTable['of'] | undefined {
  if (at === 'session' || at === 'episodes') return 'session';
  return at === 'episode' ? 'episode' : undefined;
}
