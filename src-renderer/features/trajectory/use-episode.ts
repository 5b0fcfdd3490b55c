import { useEffect, useMemo } from 'react';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { AgentPlaces } from '#shared/model/packed-frames.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { readSetting } from '../../client/settings.ts';
import { Cursor } from './cursor.ts';
import { EpisodeStore } from './episode-store.ts';
import { regularFrames } from './frames.ts';
import { arrangePiece, columnsIn, withValues } from './piece.ts';

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
  const { first, last, step } = time;
  const { episode: id, frameRate } = header;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another episode has a cursor of its own; the same one keeps it when more is known of it
  const cursor = useMemo(
    () => createCursor({ first, last, step }, frameRate),
    [database, id, first, last, step, frameRate],
  );
  const still = useMemo<Still>(
    () => ({ database, header, first, last, step, cursor }),
    [database, header, first, last, step, cursor],
  );
  const episode = useMemo<Episode>(() => ({ ...still, store: createStore(still, measure) }), [still, measure]);
  useFetching(episode);
  usePlayback(episode);
  return episode;
}

type Still = Omit<Episode, 'store'>;

function createCursor(
  { first, last, step }: Pick<Episode, 'first' | 'last' | 'step'>,
  frameRate: number | null,
): Cursor {
  const cursor = new Cursor(regularFrames(first, last, step), frameRate === null ? null : frameRate / step);
  cursor.setSpeed(readSetting('trajectory.speed', 1));
  return cursor;
}

function createStore({ database, header, first, last, step }: Still, measure: string | undefined): EpisodeStore {
  const of = { database, episode: header.episode };
  const places = new AgentPlaces(header.agents);
  const { outline } = header;
  const frames: typeof client.trajectory.frames = async (range, options) =>
    range.every !== undefined && outline !== undefined ? outline : client.trajectory.frames(range, options);
  return new EpisodeStore({
    extent: { first, last, step, rows: header.rows },
    alone: header.sketch === true,
    outlined: header.outline !== undefined,
    failureOf,
    fetchPieces: async (ranges, signal, every) => {
      const range = { from: ranges[0]!.from, to: ranges.at(-1)!.to, ...(every && { every }) };
      const [positions, values] = await Promise.all([
        frames({ ...of, ...range }, { signal }).then((found) => places.unpack(found)),
        measure === undefined || every !== undefined
          ? undefined
          : client.trajectory.values({ ...of, ...range, measure }, { signal }).then((frames) => places.unpack(frames)),
      ]);
      return ranges.map((each) => {
        const piece = arrangePiece(columnsIn(positions, each), header.agents.length, each);
        return values === undefined ? piece : withValues(piece, columnsIn(values, each));
      });
    },
  });
}

function useFetching({ store, cursor }: Episode): void {
  useEffect(() => {
    const stop = store.subscribe(() => {
      const frames = store.paths.frames();
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
