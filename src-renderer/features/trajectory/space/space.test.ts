import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../../client/failure.ts';
import { EpisodeStore } from '../episode-store.ts';
import { neighboursOf } from '../neighbours.ts';
import { arrangePiece } from '../piece.ts';
import type { SpaceScene } from './space-scene.ts';
import { spotsAt } from './spots.ts';
import { Strokes } from './strokes.ts';
import { drawTrails } from './trails.ts';

/** Agent 0 climbs along y one unit a frame; agent 1 stands, and is missing from 2 to 7. */
const columns = {
  time: Float64Array.of(0, 0, 1, 1, 2, 8, 8),
  agent: Int32Array.of(0, 1, 0, 1, 0, 0, 1),
  x: Float64Array.of(5, 9, 5, 9, 5, 5, 9),
  y: Float64Array.of(0, 3, 1, 3, 2, 8, 3),
  z: Float64Array.of(7, Number.NaN, 7, Number.NaN, 7, 7, Number.NaN),
};

async function scene(): Promise<SpaceScene> {
  const store = new EpisodeStore({
    extent: { first: 0, last: 8, step: 1, rows: 7 },
    fetchPieces: async (ranges) => ranges.map((range) => arrangePiece(columns, 2, range)),
    failureOf,
  });
  store.start();
  await vi.waitFor(() => expect(store.get().read).toBe(1));
  const look = { colour: '#0072b2', dash: [], apart: false };
  return {
    ...{ store, looks: [look, look], selected: new Set(), step: 1, trail: 10, arrows: 0, near: 0, shade: undefined },
    bounds: [
      [5, 9],
      [0, 8],
      [7, 7],
    ],
    ...{ yDown: false, images: {}, ink: '#000', ground: '#fff', missing: '#777' },
  };
}

describe('spots in space', () => {
  it('are where the rows say, with their pace; an unknown depth is 0', async () => {
    const { store } = await scene();
    expect(spotsAt(store, 2, 1)).toMatchObject([
      { agent: 0, at: [5, 1, 7], pace: [0, 1, 0], seen: true },
      { agent: 1, at: [9, 3, 0], pace: [0, 0, 0], seen: true },
    ]);
    expect(spotsAt(store, 2, 2)[1]).toMatchObject({ agent: 1, at: [9, 3, 0], seen: false });
  });
  it('are neighbours by their distance in space', async () => {
    const spots = spotsAt((await scene()).store, 2, 1);
    // 4, 2 and 7 apart: √69 = 8.31.
    expect([...neighboursOf(spots, new Set([0]), 8.3)]).toEqual([]);
    expect([...neighboursOf(spots, new Set([0]), 8.4)]).toEqual([1]);
  });
});

describe('trails in space', () => {
  it('lead to where agents are and do not cross gaps', async () => {
    const there = await scene();
    const strokes = new Strokes();
    drawTrails(strokes, there, spotsAt(there.store, 2, 8), 8, { centre: [5, 0, 7], dimmed: () => false });
    const { drawRange } = strokes.lines.geometry;
    const at = [...strokes.lines.geometry.getAttribute('position').array.slice(0, drawRange.count * 3)];
    // Agent 0 from y = 0 to 2, agent 1 from 0 to 1; then more than three frames are missing.
    expect(at).toEqual([0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 2, 0, 4, 3, -7, 4, 3, -7]);
    strokes.dispose();
  });
});
