import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LensPreview } from '#shared/model/drawing.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';

interface Preview {
  readonly answer: Answer<LensPreview>;
  setSession(id: string): void;
  setEpisode(id: string): void;
}

/** How long a change rests before the database is asked, in milliseconds. */
const rest = 300;

/** First rows through a lens while it is drawn; what was seen before stays until the next is there. */
export function usePreview(database: string, lens: LensFile): Preview {
  const [session, setSession] = useState<string>();
  const [episode, setEpisode] = useState<string>();
  const text = JSON.stringify(lens);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), rest);
    return () => clearTimeout(timer);
  }, [text]);
  const chosen = { ...(session === undefined ? {} : { session }), ...(episode === undefined ? {} : { episode }) };
  const query = orpc.drawing.preview.queryOptions({
    input: { database, lens: JSON.parse(asked) as LensFile, ...chosen },
  });
  return {
    answer: answerOf(useQuery({ ...query, placeholderData: keepPreviousData })),
    setSession: (id) => {
      setSession(id);
      setEpisode(undefined);
    },
    setEpisode,
  };
}
