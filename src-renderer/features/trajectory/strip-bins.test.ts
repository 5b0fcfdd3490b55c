import { describe, expect, it } from 'vitest';
import { stripBars } from './strip-bins.ts';

const every = { step: 1, even: true };

describe('bars along the time', () => {
  it('are as high as there are rows, and know what is missing', () => {
    // Frames 0 … 7, two a part; 4 and 5 are missing, and 7.
    const bars = stripBars({ rows: [4, 8, 0, 2], frames: [2, 2, 0, 1] }, [0, 7], every);
    expect(bars).toEqual([
      { height: 0.5, missing: 0 },
      { height: 1, missing: 0 },
      { height: 0, missing: 1 },
      { height: 0.25, missing: 0.5 },
    ]);
  });

  it('miss nothing where a part lies between two frames', () => {
    const bars = stripBars({ rows: [1, 0, 0, 2], frames: [1, 0, 0, 2] }, [0, 2], every);
    // Parts are half a frame wide: frame 0 | – | 1 | 2 and the end.
    expect(bars.map(({ missing }) => missing)).toEqual([0, 0, 1, 0]);
  });

  it('miss nothing where frames are that far apart only as a rule', () => {
    const bars = stripBars({ rows: [2, 0, 2], frames: [2, 0, 2] }, [0, 6], { step: 1, even: false });
    expect(bars.map(({ missing }) => missing)).toEqual([0, 0, 0]);
  });
});
