import { describe, expect, it } from 'vitest';
import { packBands, unpackBands } from './packed-bands.ts';
import type { BandsAnswer } from './states.ts';

const answer: BandsAnswer = {
  ...{ from: 0, to: 100, rows: 12, expected: [{ session: 'hall', at: 5, probability: [0, 0.5, 1], count: 3 }] },
  bands: [
    {
      ...{ session: 'hall', part: null },
      stretches: [
        [0, 10.25, 1],
        [10.25, 20, 0],
      ],
      crowds: [{ since: 20, until: 30.5, count: [3, 2, 1], seconds: [4, 5.5, 1] }],
    },
    { session: 'hall', part: '["hall","door"]', stretches: [], crowds: [] },
    { session: 'kitchen', part: null, stretches: [[1, 2, 2]], crowds: [] },
  ],
};

describe('bands as they travel', () => {
  it('come out as they went in', async () => {
    const { numbers, ...rest } = packBands(answer);
    const bytes = { size: numbers.byteLength, arrayBuffer: async () => numbers };
    expect(await unpackBands({ ...rest, numbers: bytes })).toEqual(answer);
  });
});
