import { useEffect, useState } from 'react';
import type { ErrorData } from '#shared/model/failure.ts';
import type { StateDigest } from '#shared/model/step-state.ts';
import type { OutlineStep, TranscriptOutline } from '#shared/model/transcript.ts';
import { client, queryClient } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';

/** States that are unpacked in one request. */
const TOGETHER = 20;

/** The states of an episode in short, as far as they are read. */
export interface Digests {
  readonly byKey: ReadonlyMap<string, StateDigest>;
  /** Steps with a state, and how many of them are read. */
  readonly total: number;
  readonly read: number;
  readonly failure: ErrorData | undefined;
}

const nothing: Digests = { byKey: new Map(), total: 0, read: 0, failure: undefined };

/** Reads the states of all steps in short, piece by piece, as long as they are wanted. */
export function useDigests(database: string, outline: TranscriptOutline, wanted: boolean): Digests {
  const [digests, setDigests] = useState(nothing);
  const { episode, steps } = outline;
  useEffect(() => {
    if (!wanted) return;
    const keys = steps.filter(({ hasState }) => hasState).map(({ key }) => key);
    const stop = new AbortController();
    const read = async () => {
      const byKey = new Map<string, StateDigest>();
      for (let at = 0; at < keys.length; at += TOGETHER) {
        for (const each of await piece(database, episode, keys.slice(at, at + TOGETHER), stop.signal)) {
          byKey.set(each.key, each);
        }
        if (stop.signal.aborted) return;
        setDigests({ byKey: new Map(byKey), total: keys.length, read: byKey.size, failure: undefined });
      }
    };
    read().catch((thrown: unknown) => {
      if (!stop.signal.aborted) setDigests((now) => ({ ...now, total: keys.length, failure: failureOf(thrown) }));
    });
    return () => stop.abort();
  }, [database, episode, steps, wanted]);
  return wanted ? digests : nothing;
}

function piece(
  database: string,
  episode: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<readonly StateDigest[]> {
  return queryClient.fetchQuery({
    queryKey: ['transcript states', { database }, episode, keys],
    queryFn: () => client.transcript.states({ database, episode, keys: [...keys] }, { signal }),
  });
}

/** Ids of the parts of the state that differ from those of the step before with a state; `null` until both are read. */
export function changedParts(
  steps: readonly OutlineStep[],
  place: number,
  { byKey }: Digests,
): readonly string[] | null {
  const own = byKey.get(steps[place]?.key ?? '');
  const before = placeBefore(steps, place);
  const other = byKey.get(steps[before ?? -1]?.key ?? '');
  if (own === undefined) return null;
  if (before === undefined) return own.sections.flatMap(({ id, passing }) => (passing ? [] : [id]));
  if (other === undefined) return null;
  const ids = new Set([...own.sections, ...other.sections].flatMap(({ id, passing }) => (passing ? [] : [id])));
  const digestIn = ({ sections }: StateDigest, id: string) => sections.find((each) => each.id === id)?.digest;
  return [...ids].filter((id) => digestIn(own, id) !== digestIn(other, id));
}

/** The step before a place that has a state. */
export function placeBefore(steps: readonly OutlineStep[], place: number): number | undefined {
  for (let at = place - 1; at >= 0; at--) if (steps[at]!.hasState) return at;
  return undefined;
}
