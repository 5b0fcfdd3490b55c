import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { unpackHeader } from '#shared/model/packed-header.ts';
import { orpc, queryClient } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import type { Episode } from './use-episode.ts';
import { useFirstPicture } from './use-wants.ts';

interface Which {
  readonly database: string;
  readonly episode: string;
}

/** What some places of a long episode tell of it; all there is to know of another. */
export const sketchedHeader = (which: Which) =>
  orpc.trajectory.header.queryOptions({ input: { ...which, sketch: true }, select: unpackHeader });

const whole = ({ database, episode }: Which) =>
  orpc.trajectory.header.queryOptions({ input: { database, episode }, select: unpackHeader });

/** What there is to know of an episode: of a long one first what some places of it tell, and all of it once that was read. */
export function useHeader(which: Which): Answer<TrajectoryHeader> {
  const first = useQuery(sketchedHeader(which));
  const later = useQuery({ ...whole(which), enabled: false });
  const answer = answerOf(later.data === undefined ? first : later);
  const outline = first.data?.outline;
  const data = useMemo(() => answer.data && { ...answer.data, ...(outline && { outline }) }, [answer.data, outline]);
  return { ...answer, data };
}

/** The same of several, as far as it is known. */
export function useHeaders(which: readonly Which[]): readonly TrajectoryHeader[] {
  return useQueries({
    queries: [...which.map(sketchedHeader), ...which.map((each) => ({ ...whole(each), enabled: false }))],
    combine: (answers) => which.flatMap((_, at) => answers[at + which.length]?.data ?? answers[at]?.data ?? []),
  });
}

/** How often to look whether anything else is asked, in milliseconds. */
const LOOK = 200;

/** Reads all of an episode that was only sketched, once there is a picture and nothing else is asked. */
export function useWhole(episode: Episode): void {
  const { database, header } = episode;
  const isPictured = useFirstPicture(episode);
  const [isQuiet, setQuiet] = useState(false);
  const isWanted = isPictured && header.sketch === true;
  useEffect(() => {
    if (!isWanted || isQuiet) return;
    const looking = setInterval(() => setQuiet(queryClient.isFetching() === 0), LOOK);
    return () => clearInterval(looking);
  }, [isWanted, isQuiet]);
  useQuery({ ...whole({ database, episode: header.episode }), enabled: isWanted && isQuiet });
}
