import type { ReactNode } from 'react';
import type { TranscriptShape } from '#shared/model/transcript.ts';
import { usePlaceQuery } from '../../../client/place.ts';
import { useLens } from '../../../client/queries.ts';
import { plural } from '../../../format/words.ts';
import { Empty } from '../../../ui/empty.tsx';
import { ConversationsToo, useConversationsToo } from './conversations-too.tsx';
import { FindField } from './find-field.tsx';
import { HitList } from './hit-list.tsx';
import classes from './search.module.css';
import { useHits } from './use-hits.ts';

interface SearchPageProps {
  readonly database: string;
  /** Only its episodes; those of all sessions without it. */
  readonly session: string | undefined;
  readonly shape: TranscriptShape;
}

/** A text in everything that was written and answered in the episodes of a session, or of all. */
export function SearchPage({ database, session, shape }: SearchPageProps): ReactNode {
  const { find = '' } = usePlaceQuery();
  const words = useLens(database).data?.words;
  const word = words?.step ?? 'step';
  const conversations = useConversationsToo();
  const hits = useHits(database, { text: find, session, conversations });
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <FindField />
        {shape.conversation !== null && <ConversationsToo />}
      </div>
      {find === '' ? (
        <Empty title={`Type what to look for in all ${plural(words?.episode ?? 'episode')} here`} />
      ) : (
        <HitList
          {...{ database, hits, word }}
          time={shape.time}
          text={find}
          current={-1}
          showSession={session === undefined}
          query={{ find, in: session === undefined ? 'all' : 'session', said: conversations ? 'true' : '' }}
        />
      )}
    </div>
  );
}
