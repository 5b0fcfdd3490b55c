import { describe, expect, it } from 'vitest';
import { nearPieces, planPieces } from './piece-plan.ts';

describe('the plan of pieces', () => {
  it('cuts 90,000 rows into three of 30,000', () => {
    const plan = planPieces({ first: 0, last: 2999, step: 1, rows: 90_000 });
    expect(plan.count).toBe(3);
    expect(plan.range(0)).toEqual({ from: -0.5, to: 999.5 });
    expect([0, 999, 1000, 2999, 9e9, -9].map(plan.indexOf)).toEqual([0, 0, 1, 2, 2, 0]);
  });

  it('covers every frame exactly once, whatever the numbers', () => {
    for (const [first, last, step, rows] of [
      [0, 100, 1, 99_999],
      [0.5, 12.5, 0.1, 250_000],
      [1_700_000_000, 1_700_086_400, 60, 1_000_000],
      [7, 7, 1, 12],
      [0, 3, 1, 1_000_000],
    ] as const) {
      const plan = planPieces({ first, last, step, rows });
      const frames = Math.round((last - first) / step) + 1;
      for (let frame = 0; frame < frames; frame++) {
        const time = first + frame * step;
        const holders = Array.from({ length: plan.count }, (_, index) => plan.range(index)).filter(
          ({ from, to }) => time >= from && time < to,
        );
        expect(holders).toHaveLength(1);
        expect(holders[0]).toEqual(plan.range(plan.indexOf(time)));
      }
    }
  });
});

describe('the pieces near the cursor', () => {
  const plan = planPieces({ first: 0, last: 9999, step: 1, rows: 300_000 });
  it('are the one under it, those ahead, then its trail', () => {
    expect(nearPieces(plan, 5500, 1200)).toEqual([5, 6, 7, 4]);
  });
  it('stay inside at the ends', () => {
    expect(nearPieces(plan, 9999, 0)).toEqual([9]);
    expect(nearPieces(plan, 0, 500)).toEqual([0, 1, 2]);
  });
});
