import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { useLens } from '../../client/queries.ts';
import { capital, plural } from '../../format/words.ts';

/** The way to an episode: over its session, where there are sessions; `known`: what was read of it so far. */
export function useEpisodeCrumbs(
  database: string,
  episode: string,
  known: Pick<TrajectoryHeader, 'label' | 'session'> | undefined,
): void {
  const words = useLens(database).data?.words;
  const here = { label: known?.label ?? episode, place: { at: 'episode', database, episode } } as const;
  const session = known?.session;
  useCrumbs(
    session
      ? [
          { label: capital(plural(words?.session ?? 'session')), place: { at: 'sessions', database } },
          { label: session.label, place: { at: 'session', database, session: session.id } },
          here,
        ]
      : [{ label: capital(plural(words?.episode ?? 'episode')), place: { at: 'episodes', database } }, here],
  );
}
