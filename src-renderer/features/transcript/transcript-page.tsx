import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TranscriptOutline, TranscriptShape } from '#shared/model/transcript.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { type Answer, useLens } from '../../client/queries.ts';
import { capital, plural } from '../../format/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { fetched } from '../../ui/fetched.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { WithRecords } from '../records/with-records.tsx';
import { useEpisodeCrumbs } from '../sessions/episode-crumbs.ts';
import { type PanesProps, TranscriptPanes } from './transcript-panes.tsx';
import { useOutline } from './use-outline.ts';

interface TranscriptPageProps {
  readonly database: string;
  readonly episode: string;
  readonly shape: TranscriptShape;
}

/** One episode of an agent that writes, to be read; `?with=` names another to read beside it. */
export function TranscriptPage({ database, episode, shape }: TranscriptPageProps): ReactNode {
  const outline = useOutline(database, episode);
  useEpisodeCrumbs(database, episode, outline);
  const step = useLens(database).data?.words.step ?? 'step';
  return (
    <WithRecords place={{ at: 'episode', database, episode }} level="episode" of={episode} main={capital(plural(step))}>
      <Loaded answer={outline} word={step}>
        {(data) => <Read database={database} outline={data} shape={shape} word={step} />}
      </Loaded>
    </WithRecords>
  );
}

const ComparePage = fetched(async () => (await import('./compare/compare-page.tsx')).ComparePage, <Waiting skeleton />);

/** Alone, or beside the one that the address names. */
function Read(props: PanesProps): ReactNode {
  const { with: other } = usePlaceQuery();
  const right = useOutline(props.database, other);
  if (other === undefined) return <TranscriptPanes {...props} />;
  if (right.failure) {
    return (
      <FailureView failure={right.failure} again={right.again}>
        <Button onClick={() => setPlaceQuery({ with: '' })}>Read this one alone</Button>
      </FailureView>
    );
  }
  return (
    <Loaded answer={right} word={props.word}>
      {(data) => <ComparePage key={other} {...props} right={data} />}
    </Loaded>
  );
}

interface LoadedProps {
  readonly answer: Answer<TranscriptOutline>;
  readonly word: string;
  readonly children: (outline: TranscriptOutline) => ReactNode;
}

/** An outline that is here and has steps, or what is to be said instead. */
function Loaded({ answer, word, children }: LoadedProps): ReactNode {
  if (answer.failure) return <FailureView failure={answer.failure} again={answer.again} />;
  if (!answer.data) return <Waiting skeleton />;
  if (answer.data.steps.length === 0) return <Empty title={`${answer.data.label} has no ${plural(word)}`} />;
  return children(answer.data);
}
