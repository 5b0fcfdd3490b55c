import { useQueries } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ErrorData } from '#shared/model/failure.ts';
import type { StepTexts, TranscriptOutline } from '#shared/model/transcript.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';

/** Steps whose texts are read together. */
const TOGETHER = 20;

interface Texts {
  /** By place in the outline; `undefined` until they are here. */
  of(place: number): StepTexts | undefined;
  readonly failure: ErrorData | undefined;
  again(): void;
}

/** The texts of the steps from one place to another, read in pieces; pieces out of sight are forgotten after a while. */
export function useTexts(database: string, outline: TranscriptOutline, [from, to]: readonly [number, number]): Texts {
  const { episode, steps } = outline;
  const [first, last] = [Math.floor(from / TOGETHER), Math.floor(Math.max(from, to) / TOGETHER)];
  const pieces = steps.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const asked = useQueries({
    queries: pieces.map((piece) => {
      const keys = steps.slice(piece * TOGETHER, (piece + 1) * TOGETHER).map(({ key }) => key);
      return {
        queryKey: ['transcript texts', { database }, episode, keys],
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const texts = await client.transcript.texts({ database, episode, keys }, { signal });
          return new Map(texts.map((each) => [each.key, each]));
        },
        gcTime: 30_000,
      };
    }),
  });
  const failed = asked.find(({ error }) => error !== null);
  const of = useCallback(
    (place: number) => asked[Math.floor(place / TOGETHER) - first]?.data?.get(steps[place]?.key ?? ''),
    [asked, first, steps],
  );
  return {
    of,
    failure: failed === undefined ? undefined : failureOf(failed.error),
    again: () => void failed?.refetch(),
  };
}
