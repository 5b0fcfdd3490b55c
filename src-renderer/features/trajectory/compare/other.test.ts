import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../../client/failure.ts';
import { EpisodeStore } from '../episode-store.ts';
import { regularFrames } from '../frames.ts';
import { arrangePiece } from '../piece.ts';
import { counterpartsOf, differenceOf, frameWithin, otherPlaces } from './other.ts';
import { PoseLink } from './pose.ts';

const agent = (key: string) => ({ key, id: key, type: null, rows: 2, apart: false });

describe('another episode beside this one', () => {
  it('pairs agents by their keys, and says how far apart they are', async () => {
    // Agent b at (3, 4) in frame 0 and nowhere in frame 1; agent c is there in both.
    const columns = {
      time: Float64Array.of(0, 0, 1, 2),
      agent: Int32Array.of(0, 1, 1, 0),
      x: Float64Array.of(3, 9, 9, 0),
      y: Float64Array.of(4, 9, 9, 0),
    };
    const store = new EpisodeStore({
      extent: { first: 0, last: 2, step: 1, rows: 4 },
      fetchPieces: async (ranges) => ranges.map((range) => arrangePiece(columns, 2, range)),
      failureOf,
    });
    store.start();
    await vi.waitFor(() => expect(store.get().read).toBe(1));
    const counterparts = counterpartsOf([agent('a'), agent('b'), agent('c')], [agent('b'), agent('c')]);
    expect(counterparts).toEqual([undefined, 0, 1]);
    const at = (time: number) => otherPlaces({ store, counterparts, frameAt: () => time }, time);
    expect([...at(0)]).toEqual([
      [1, [3, 4, 0]],
      [2, [9, 9, 0]],
    ]);
    expect([...at(1).keys()]).toEqual([2]);
    const own = [
      { agent: 0, at: [0, 0, 0], seen: true },
      { agent: 1, at: [0, 0, 0], seen: true },
      { agent: 2, at: [9, 8, 0], seen: true },
    ] as const;
    expect(differenceOf(own, at(0))).toEqual({ agents: 2, mean: 3, greatest: 5 });
  });

  it('has no frame before it begins and after it is over', () => {
    const frames = regularFrames(10, 20, 2);
    expect([8, 9.5, 10, 13, 20.5, 22].map((moment) => frameWithin(frames, moment, 2))).toEqual([
      ...[undefined, 10, 10, 12, 20],
      undefined,
    ]);
  });
});

describe('cameras that move together', () => {
  it('tell the others once', () => {
    const link = new PoseLink();
    const first = vi.fn();
    const second = vi.fn(() => link.tell(pose, second));
    link.join(first);
    link.join(second);
    const pose = { at: [1, 2, 3], target: [0, 0, 0] } as const;
    link.tell(pose, first);
    expect([first.mock.calls.length, second.mock.calls.length, link.latest]).toEqual([0, 1, pose]);
  });
});
