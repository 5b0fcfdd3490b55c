import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { type Crumb, useCrumbs } from '../../client/crumbs.ts';
import { knownName, listedAt } from '../../client/names.ts';
import type { Place } from '../../client/place.ts';
import { type Answer, useLens } from '../../client/queries.ts';
import { capital, plural } from '../../format/words.ts';

type Known = Pick<TrajectoryHeader, 'label' | 'session'>;

interface Words {
  readonly session: string | null;
  readonly episode: string | null;
}

/** The way to an episode: over its session, where there are sessions. */
export function useEpisodeCrumbs(
  database: string,
  episode: string,
  answer: Pick<Answer<Known>, 'data' | 'failure'>,
): void {
  const words = useLens(database).data?.words;
  useCrumbs(episodeTrail({ at: 'episode', database, episode }, words, answer));
}

/** Until an episode is read, what the list says that led to it, and nothing where that is unknown: a key is no name. */
export function episodeTrail(
  place: Extract<Place, { at: 'episode' }>,
  words: Words | undefined,
  { data, failure }: { readonly data: Known | undefined; readonly failure?: unknown },
): readonly Crumb[] {
  const { database, episode } = place;
  const here: Crumb = { label: data?.label ?? (failure === undefined ? knownName(place) : episode), place };
  const all = (at: 'sessions' | 'episodes', word: string | null | undefined): Crumb => ({
    label: words === undefined ? null : capital(plural(word ?? at.slice(0, -1))),
    place: { at, database },
  });
  const session = data === undefined ? sessionAhead(place, words) : above(database, data.session);
  if (session === null || failure !== undefined) return [all('episodes', words?.episode), here];
  return [all('sessions', words?.session), session, here];
}

function above(database: string, session: Known['session']): Crumb | null {
  return session ? { label: session.label, place: { at: 'session', database, session: session.id } } : null;
}

/** That of the list that led here, if it was one of a session. */
function sessionAhead(place: Extract<Place, { at: 'episode' }>, words: Words | undefined): Crumb | null {
  const from = listedAt(place);
  if (from?.at === 'session') return { label: knownName(from), place: from };
  return words?.session === null ? null : { label: null, place: { at: 'sessions', database: place.database } };
}
