import { describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { expectedLines, linesOf, manyLines, type Row, withRows } from './test-lines.ts';

describe.each(engines)('m4 for a logarithmic axis on %s', (engine) => {
  it('reduces for a logarithmic axis as if nothing were 0 or less, and counts what is', async () => {
    const rows = manyLines();
    const drawn = rows.map(([key, x, y]): Row => [key, x, y !== null && y <= 0 ? null : y]);
    await using database = await withRows(engine, rows);
    for (const range of [undefined, [1000, 1999], [5000, 6000]] as const) {
      const expected = expectedLines(drawn, { pixels: 25, range });
      const isBelow = ([key, x, y]: Row, of: string | null) =>
        key === of &&
        y !== null &&
        Number.isFinite(y) &&
        y <= 0 &&
        x! >= (range?.[0] ?? 0) &&
        x! <= (range?.[1] ?? 1e9);
      for (const fewSteps of [0, 100_000]) {
        const found = await linesOf(database, { pixels: 25, range, fewSteps, log: true });
        for (const { key, points } of expected) {
          const line = found.find((each) => each.key === key);
          expect(line?.points, `${key} ${range} ${fewSteps}`).toEqual(points);
          expect(line?.below ?? 0, `${key}`).toBe(rows.filter((row) => isBelow(row, key)).length);
        }
      }
    }
  });

  it('asks of means, not of rows, whether a logarithmic axis shows them', async () => {
    // Means of −1, 0, 1, 2…, each of one value below and one above it.
    const rows = Array.from({ length: 40 }, (_, at): Row => ['a', at >> 1, (at >> 1) - 1 + (at % 2 === 0 ? -3 : 3)]);
    await using database = await withRows(engine, rows);
    for (const fewSteps of [0, 100_000]) {
      const ask = { pixels: 100, aggregate: 'mean', log: true, fewSteps } as const;
      const [whole] = await linesOf(database, ask);
      expect(whole).toMatchObject({ rows: 40, notFinite: 0, below: 2 });
      expect(whole?.points.slice(0, 2)).toEqual([
        [2, 1],
        [3, 2],
      ]);
      const [part] = await linesOf(database, { ...ask, range: [5, 6] });
      expect(part?.points.map(([x]) => x)).toEqual([4, 5, 6, 7]);
      const [first] = await linesOf(database, { ...ask, range: [0, 1] });
      expect(first).toMatchObject({ points: [[2, 1]], rows: 4, below: 2 });
    }
  });
});
