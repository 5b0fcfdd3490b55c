import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../client/failure.ts';
import { EpisodeStore } from './episode-store.ts';
import { arrangePiece } from './piece.ts';
import { rowsBefore, sight } from './sighting.ts';

/** Agent 0 walks x = time over all frames; agent 1 is there in frames 2…5 and 20…25 only. */
function rowsBetween(from: number, to: number, last: number) {
  const rows: [number, number][] = [];
  for (let time = 0; time <= last; time++) {
    if (time < from || time >= to) continue;
    rows.push([time, 0]);
    if ((time >= 2 && time <= 5) || (time >= 20 && time <= 25)) rows.push([time, 1]);
  }
  const column = (pick: (row: [number, number]) => number) => Float64Array.from(rows, pick);
  return {
    time: column(([t]) => t),
    agent: Int32Array.from(rows, ([, a]) => a),
    x: column(([t]) => t),
    y: column(() => 0),
  };
}

function episode({
  rows = 30,
  last = 29,
  alone = false,
  fail = () => false,
}: {
  rows?: number;
  last?: number;
  alone?: boolean;
  fail?: () => boolean;
} = {}) {
  const asked: (readonly number[])[] = [];
  const coarse: { readonly pieces: number; readonly first: number; readonly by: number; readonly before: number }[] =
    [];
  const store = new EpisodeStore({
    extent: { first: 0, last, step: 1, rows },
    alone,
    failureOf,
    fetchPieces: async (ranges, _, every) => {
      if (every !== undefined) coarse.push({ pieces: ranges.length, ...every, before: asked.length });
      else asked.push(ranges.map(({ from }) => from));
      await Promise.resolve();
      if (fail()) throw new Error('the cable');
      return ranges.map((range) => arrangePiece(rowsBetween(range.from, range.to, last), 2, range));
    },
  });
  return { store, asked, coarse };
}

const settled = (store: EpisodeStore) => vi.waitFor(() => expect(store.get().read).toBe(store.plan.count));

describe('the store of an episode', () => {
  it('fetches the piece under the cursor first, and every piece once', async () => {
    const { store, asked } = episode({ rows: 300_000, last: 99 });
    store.want(55, 12);
    await settled(store);
    expect(asked[0]).toEqual([49.5]);
    expect(
      asked
        .slice(0, 4)
        .flat()
        .toSorted((a, b) => a - b),
    ).toEqual([39.5, 49.5, 59.5, 69.5]);
    // What only the paths need comes as much of it at a time as follows one another.
    expect(asked.slice(4)).toEqual([
      [-0.5, 9.5, 19.5, 29.5],
      [79.5, 89.5],
    ]);
    expect(store.paths.frames()?.count).toBe(100);
  });

  it('knows the frames only when all pieces have been read', () => {
    expect(episode().store.paths.frames()).toBeUndefined();
  });

  it('survives being stopped and started at once', async () => {
    const { store } = episode({ rows: 300_000, last: 99 });
    store.start();
    store.stop();
    store.start();
    await settled(store);
  });

  it('says what failed, asks no more, and goes on when started again', async () => {
    let broken = true;
    const { store, asked } = episode({ fail: () => broken });
    store.start();
    await vi.waitFor(() => expect(store.get().failure?.detail).toBe('the cable'));
    const before = asked.length;
    store.want(3, 0);
    expect(asked).toHaveLength(before);
    broken = false;
    store.start();
    await settled(store);
    expect(store.get().failure).toBeUndefined();
  });

  it('outlines long paths with few of their frames before it reads anything else', async () => {
    const { store, asked, coarse } = episode({ rows: 600_000, last: 199 });
    const readByThen: number[] = [];
    store.subscribe(() => {
      if (store.paths.pieces.every((piece) => piece !== undefined)) readByThen.push(store.paths.read);
    });
    store.want(0, 0);
    expect(store.isOutlining).toBe(true);
    await settled(store);
    expect(readByThen[0]).toBeLessThan(2);
    expect(coarse).toEqual([{ pieces: 20, first: 0, by: 3, before: 0 }]);
    expect(store.isOutlining).toBe(false);
    expect(asked.flat()).toHaveLength(20);
    expect(store.paths.frames()?.count).toBe(200);
  });

  it('fetches nothing but what the cursor needs while more is about to be known', async () => {
    const { store, asked } = episode({ rows: 300_000, last: 99, alone: true });
    store.want(55, 0);
    await vi.waitFor(() => expect(store.get().read).toBe(3));
    await Promise.resolve();
    expect(asked).toEqual([[49.5], [59.5], [69.5]]);
  });

  it('keeps a bounded number of rows whole, and fetches again what it gave up', async () => {
    const { store, asked } = episode({ rows: 3_000_000, last: 999 });
    store.start();
    await settled(store);
    expect([store.plan.count, store.paths.stride, asked.flat().length]).toEqual([100, 15, 100]);
    expect(asked.length).toBeLessThan(20);
    expect(store.has(0)).toBe(true);
    for (let time = 40; time < 500; time += 10) {
      store.want(time, 0);
      await vi.waitFor(() => expect(store.has(time)).toBe(true));
    }
    expect(store.has(0)).toBe(false);
    store.want(0, 0);
    await vi.waitFor(() => expect(store.has(0)).toBe(true));
    expect(asked.flat().filter((from) => from === -0.5)).toHaveLength(2);
  });
});

describe('scrubbing a long episode', () => {
  /** 1,000 agents; answers are given by hand. */
  function long() {
    const asked: { readonly frames: number; readonly from: number; readonly signal: AbortSignal; answer(): void }[] =
      [];
    const store = new EpisodeStore({
      extent: { first: 0, last: 9999, step: 1, rows: 10_000_000 },
      failureOf,
      fetchPieces: ([range], signal) =>
        new Promise((resolve, reject) => {
          if (range === undefined) throw new Error('Asked for nothing');
          signal.addEventListener('abort', () => reject(new Error('given up')));
          const answer = () => resolve([arrangePiece(rowsBetween(range.from, range.to, 9999), 2, range)]);
          asked.push({ frames: Math.floor(range.to) - Math.floor(range.from), from: range.from, signal, answer });
        }),
    });
    return { store, asked };
  }

  it('asks for the frame alone first, for its piece then, and for what lies around only when that is here', async () => {
    const { store, asked } = long();
    store.want(5000, 100);
    expect(asked.map(({ frames }) => frames)).toEqual([2]);
    expect(store.has(5000)).toBe(false);
    asked[0]!.answer();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect([store.has(5000), store.has(5001), store.pieceAt(5000)?.frames]).toEqual([
      ...[true, false, Float64Array.of(4999, 5000)],
    ]);
    expect([asked[1]!.from, asked[1]!.frames]).toEqual([4979.5, 30]);
    asked[1]!.answer();
    await vi.waitFor(() => expect(asked).toHaveLength(4));
    expect(store.pieceAt(5000)?.frames).toHaveLength(30);
    expect(store.get().failure).toBeUndefined();
    store.stop();
  });

  it('gives up what nobody waits for, and looks next at where the cursor is by then', async () => {
    const { store, asked } = long();
    store.want(5000, 100);
    asked[0]!.answer();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    store.want(8000, 100);
    expect(asked[1]!.signal.aborted).toBe(true);
    store.want(8500, 100);
    store.want(9000, 100);
    expect(asked.map(({ from }) => from)).toEqual([4998.5, 4979.5, 7998.5]);
    asked[2]!.answer();
    await vi.waitFor(() => expect(asked).toHaveLength(4));
    expect(asked[3]!.from).toBe(8998.5);
    asked[3]!.answer();
    await vi.waitFor(() => expect(store.has(9000)).toBe(true));
    expect(store.get().failure).toBeUndefined();
    store.stop();
  });
});

describe('sightings', () => {
  it('tells seen, in a gap (also across pieces), and not there', async () => {
    const { store } = episode({ rows: 90_000, last: 29 });
    store.start();
    await settled(store);
    expect(store.plan.count).toBe(3);
    const at = (time: number) => {
      const found = sight(store, store.pieceAt(time)!, 1, time);
      return found && [found.piece.time[found.row], found.seen];
    };
    expect([at(1), at(2), at(5), at(7), at(15), at(20), at(25), at(26)]).toEqual([
      undefined,
      [2, true],
      [5, true],
      [5, false],
      [5, false],
      [20, true],
      [25, true],
      undefined,
    ]);
  });
});

describe('rows before a frame', () => {
  it('are known when everything has been read', async () => {
    const { store } = episode({ rows: 90_000, last: 29 });
    expect(rowsBefore(store, 3)).toBeUndefined();
    store.start();
    await settled(store);
    expect([0, 3, 6, 21, 29].map((time) => rowsBefore(store, time))).toEqual([0, 4, 10, 26, 39]);
  });
});
