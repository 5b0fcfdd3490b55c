import { useEffect, useMemo } from 'react';
import { unpackColumns } from '#shared/model/bulk.ts';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { readSetting } from '../../client/settings.ts';
import { Cursor } from './cursor.ts';
import { EpisodeStore } from './episode-store.ts';
import { regularFrames } from './frames.ts';
import { arrangePiece, withValues } from './piece.ts';

/** What all parts of the trajectory page share. */
export interface Episode {
  readonly database: string;
  readonly header: TrajectoryHeader;
  /** First and last value of the time column. */
  readonly first: number;
  readonly last: number;
  /** Distance between two frames. */
  readonly step: number;
  readonly cursor: Cursor;
  /** Positions and, where there are none to draw, at least which frames there are. */
  readonly store: EpisodeStore;
}

/**
 * Sets up cursor and positions of an episode that has rows, and fetches while it is shown. `measure`: what positions bring
 * with them to be coloured by.
 */
export function useEpisode(
  database: string,
  header: TrajectoryHeader,
  time: NonNullable<TrajectoryHeader['time']>,
  measure?: string,
): Episode {
  const still = useMemo(() => createStill(database, header, time), [database, header, time]);
  const episode = useMemo<Episode>(() => ({ ...still, store: createStore(still, measure) }), [still, measure]);
  useFetching(episode);
  usePlayback(episode);
  return episode;
}

type Still = Omit<Episode, 'store'>;

function createStill(
  database: string,
  header: TrajectoryHeader,
  { first, last, step }: NonNullable<TrajectoryHeader['time']>,
): Still {
  const { frameRate } = header;
  const cursor = new Cursor(regularFrames(first, last, step), frameRate === null ? null : frameRate / step);
  cursor.setSpeed(readSetting('trajectory.speed', 1));
  return { database, header, first, last, step, cursor };
}

function createStore({ database, header, first, last, step }: Still, measure: string | undefined): EpisodeStore {
  const of = { database, episode: header.episode };
  return new EpisodeStore({
    extent: { first, last, step, rows: header.rows },
    failureOf,
    fetchPiece: async (range, signal) => {
      const [positions, values] = await Promise.all([
        client.trajectory.frames({ ...of, ...range }, { signal }),
        measure === undefined ? undefined : client.trajectory.values({ ...of, ...range, measure }, { signal }),
      ]);
      const piece = arrangePiece(unpackColumns(await positions.arrayBuffer()), header.agents.length, range);
      return values === undefined ? piece : withValues(piece, unpackColumns(await values.arrayBuffer()));
    },
  });
}

function useFetching({ store, cursor }: Episode): void {
  useEffect(() => {
    const stop = store.subscribe(() => {
      const frames = store.frames();
      if (frames === undefined) return;
      stop();
      cursor.know(frames);
    });
    store.start();
    return () => {
      stop();
      store.stop();
    };
  }, [store, cursor]);
}

/** A pause of the window (another tab, a breakpoint) does not make the cursor leap. */
const LONGEST_TICK = 250;

/** Lets time pass while playing, and waits where the frames are not there yet. */
function usePlayback({ cursor, store }: Episode): void {
  useEffect(() => {
    let request = 0;
    let before = 0;
    const tick = (now: number) => {
      if (before > 0 && store.has(cursor.get().time)) cursor.advance(Math.min(now - before, LONGEST_TICK));
      before = now;
      request = cursor.get().playing ? requestAnimationFrame(tick) : 0;
    };
    const follow = () => {
      if (!cursor.get().playing || request !== 0) return;
      before = 0;
      request = requestAnimationFrame(tick);
    };
    const stop = cursor.subscribe(follow);
    follow();
    return () => {
      stop();
      cancelAnimationFrame(request);
    };
  }, [cursor, store]);
}
