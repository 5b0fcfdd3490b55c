import { lazy, type ReactNode } from 'react';
import { usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';

const TranscriptPage = lazy(async () => ({ default: (await import('./transcript-page.tsx')).TranscriptPage }));
const TrajectoryPage = lazy(async () => ({
  default: (await import('../trajectory/trajectory-page.tsx')).TrajectoryPage,
}));

interface EpisodePageProps {
  readonly database: string;
  readonly episode: string;
}

/** An episode as its lens says it is best seen: read where its steps are texts, else replayed. */
export function EpisodePage({ database, episode }: EpisodePageProps): ReactNode {
  const lens = useLens(database);
  const { view } = usePlaceQuery();
  if (lens.failure) return <FailureView failure={lens.failure} again={lens.again} />;
  if (!lens.data) return <Waiting skeleton />;
  const { transcript } = lens.data;
  return transcript === undefined || view === 'rows' ? (
    <TrajectoryPage database={database} episode={episode} />
  ) : (
    <TranscriptPage database={database} episode={episode} shape={transcript} />
  );
}
