import { usePrefetchQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { fetched } from '../../ui/fetched.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { sketchedHeader } from '../trajectory/use-header.ts';

const skeleton = <Waiting skeleton />;

const TranscriptPage = fetched(async () => (await import('./transcript-page.tsx')).TranscriptPage, skeleton);
const TrajectoryPage = fetched(
  async () => (await import('../trajectory/trajectory-page.tsx')).TrajectoryPage,
  skeleton,
);

interface EpisodePageProps {
  readonly database: string;
  readonly episode: string;
}

/** An episode as its lens says it is best seen: read where its steps are texts, else replayed. */
export function EpisodePage({ database, episode }: EpisodePageProps): ReactNode {
  const lens = useLens(database);
  const { view } = usePlaceQuery();
  if (lens.failure) return <FailureView failure={lens.failure} again={lens.again} />;
  if (!lens.data) return skeleton;
  const { transcript } = lens.data;
  return transcript === undefined || view === 'rows' ? (
    <Replay database={database} episode={episode} />
  ) : (
    <TranscriptPage database={database} episode={episode} shape={transcript} />
  );
}

/** Asks for the episode while the page that replays it is still on its way. */
function Replay(props: EpisodePageProps): ReactNode {
  usePrefetchQuery(sketchedHeader(props));
  return <TrajectoryPage {...props} />;
}
