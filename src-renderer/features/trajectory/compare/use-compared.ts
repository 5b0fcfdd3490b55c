import { useMemo, useState } from 'react';
import { cellToText } from '#shared/model/cell-text.ts';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { readKeys, writeKeys } from '../../../client/query-words.ts';
import type { Plane, View } from '../projection.ts';
import { Painters } from '../still/painters.ts';
import { useAddressed } from '../use-address.ts';
import { useHeaders } from '../use-header.ts';
import { PoseLink } from './pose.ts';
import { type SyncBy, syncs } from './sync.ts';

/** Episodes beside the first: more pictures than three are too small. */
export const MOST_OTHERS = 2;

/** What is watched beside an episode, and how the moments belong together. */
export interface Compared {
  readonly others: readonly string[];
  readonly sync: SyncBy;
  /** When the event is, in the first episode and the others; `undefined` where nobody has said. */
  readonly events: readonly (number | undefined)[];
  /** Whether the difference to the first of the others is drawn. */
  readonly difference: boolean;
  setOthers(others: readonly string[]): void;
  setSync(sync: SyncBy): void;
  setEvent(at: number, time: number | undefined): void;
  setDifference(difference: boolean): void;
}

/** All of it stands in the address. */
export function useCompared(): Compared {
  const [others, setOthers] = useAddressed('with', readKeys, writeKeys);
  const [sync, setSync] = useAddressed('sync', readSync, (by) => (by === 'step' ? '' : by));
  const [events, setEvents] = useAddressed('events', readEvents, writeEvents);
  const [difference, setDifference] = useAddressed('difference', readFlag, (flag) => (flag ? '1' : ''));
  return {
    ...{ others: others.slice(0, MOST_OTHERS), sync, events, difference, setSync, setDifference },
    setOthers: (next) => {
      setOthers(next);
      if (next.length === 0) setDifference(false);
    },
    setEvent: (at, time) =>
      setEvents(
        Array.from({ length: Math.max(events.length, at + 1) }, (_, index) => (index === at ? time : events[index])),
      ),
  };
}

const readSync = (text: string): SyncBy => syncs.find((by) => by === text) ?? 'step';
const readFlag = (text: string): boolean => text === '1';
const readEvents = (text: string): readonly (number | undefined)[] =>
  text === ''
    ? []
    : text.split(',').map((each) => (each === '' || Number.isNaN(Number(each)) ? undefined : Number(each)));
const writeEvents = (events: readonly (number | undefined)[]): string =>
  events.every((each) => each === undefined) ? '' : events.map((each) => each ?? '').join();

/** What several pictures share, so that they can be compared: part of the plane, room, colours, and camera. */
export interface Together {
  /** Ids of the episodes that are shown. */
  readonly episodes: readonly string[];
  /** Extent of the positions of all of them. */
  readonly bounds: readonly (readonly [number, number])[];
  readonly moved: { readonly plane: Plane; readonly view: View } | undefined;
  readonly poses: PoseLink;
  /** What paints the pictures, for stills and films. */
  readonly painters: Painters;
  onMoved(moved: Together['moved']): void;
}

export function useTogether(database: string, header: TrajectoryHeader, others: readonly string[]): Together {
  const headers = useHeaders(others.map((episode) => ({ database, episode })));
  const [moved, onMoved] = useState<Together['moved']>();
  const [poses] = useState(() => new PoseLink());
  const [painters] = useState(() => new Painters());
  const bounds = useMemo(
    () =>
      header.bounds.map(([low, high], axis) => {
        const all = headers.flatMap((other) => other.bounds[axis] ?? []);
        return [Math.min(low, ...all), Math.max(high, ...all)] as const;
      }),
    [header.bounds, headers],
  );
  const ids = others.join('\0');
  const episodes = useMemo(() => [header.episode, ...(ids === '' ? [] : ids.split('\0'))], [header.episode, ids]);
  return { episodes, bounds, moved, poses, painters, onMoved };
}

/** The episode that the lens says this one is to be compared with: its predicted rollout, or the actual one. */
export function pairOf({ facts }: TrajectoryHeader): string | undefined {
  const fact = facts.find(({ column, value }) => column.leadsTo === 'episode' && value !== null);
  return fact && cellToText(fact.value);
}
