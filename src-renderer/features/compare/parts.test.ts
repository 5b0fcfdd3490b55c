import { describe, expect, it } from 'vitest';
import type { Compared, Measured } from '#shared/compare/compare.ts';
import type { Item } from '#shared/compare/items.ts';
import { compareRows } from '#shared/compare/rows.ts';
import { scoresByTask } from '#shared/compare/task-scores.ts';
import { bandAt, bandExtent, groupLines } from './group-line.ts';
import { placeOfGroup } from './place-of.ts';
import { type ResampleRequest, resample, sharesOf, together } from './resample.ts';
import { tableColumns } from './table-columns.ts';

const item = (id: string, session: string, task: string): Item => ({
  ...{ id, label: id, session },
  facts: new Map([['task', task]]),
});

describe('scores by task', () => {
  const items = [item('1', 'a', 'x'), item('2', 'a', 'y'), item('3', 'b', 'x'), item('4', 'c', 'x')];
  const groups = ['a', 'b', 'c'].map((id) => ({ id, label: id, items: items.filter(({ session }) => session === id) }));
  const compared = {
    groups,
    items: { items, facts: [] },
    by: ['session'],
    measured: [],
    pairing: undefined,
  } as Compared;
  const measured: Measured = {
    ...{ measure: { id: 'm', title: 'M', unit: null }, lines: [] },
    values: new Map([
      ['1', 5],
      ['2', 6],
      ['3', 7],
    ]),
  };

  it('leave out groups without a value and tasks that not all others have', () => {
    const found = scoresByTask(compared, measured, 'task', 9);
    expect(found).toMatchObject({ scores: [[[5]], [[7]]], tasks: ['x'], left: 1 });
    expect(found.groups.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('are of one task where no fact tells them apart', () => {
    expect(scoresByTask(compared, measured, undefined, 1)).toMatchObject({
      scores: [[[5, 6]]],
      tasks: ['all'],
      left: 0,
    });
  });

  it('name no test where a group has too few values for one', () => {
    const rows = compareRows(
      { ...compared, measured: [measured] },
      { test: 'auto', correction: 'holm', confidence: 0.95 },
    );
    const column = tableColumns(1, 0.95).find(({ name }) => name === 'test');
    expect(rows.map((row) => column?.cell(row))).toEqual([null, null, null]);
    const several = { ...groups[1]!, items: items.slice(1) };
    const [, told] = compareRows(
      { ...compared, groups: [groups[0]!, several], measured: [measured] },
      { test: 'auto', correction: 'holm', confidence: 0.95 },
    );
    expect(told && column?.cell(told)).toBe('Welch’s t');
  });

  it('lead to the session that a group is of', () => {
    expect(placeOfGroup(groups[0], 'episode', 'db')).toEqual({ at: 'session', database: 'db', session: 'a' });
    expect(placeOfGroup(groups[1], 'episode', 'db')).toEqual({ at: 'episode', database: 'db', episode: '3' });
    expect(placeOfGroup({ ...groups[0]!, items }, 'episode', 'db')).toBeUndefined();
  });
});

describe('what is resampled', () => {
  const options = { centre: 'mean', band: 'bootstrap', confidence: 0.95 } as const;
  const groups = [[Float64Array.of(1, 2), Float64Array.of(3, 6)]];

  it('is the same for the same request, and says of how many repetitions', () => {
    const ask = () => resample({ kind: 'bands', grid: [0, 1], groups, options }, 500);
    const { bands, repetitions } = ask();
    expect(repetitions).toBe(500);
    // Means of two draws of 1 and 3 are 1, 2 or 3.
    expect(bands?.[0]?.map(({ n, centre, band }) => ({ n, centre, band }))).toEqual([
      { n: 2, centre: 2, band: [1, 3] },
      { n: 2, centre: 4, band: [2, 6] },
    ]);
    expect(ask()).toEqual({ bands, repetitions });
  });

  it.each([1, 2, 3, 8])('is the same when %i work at it', (workers) => {
    const lines = [1, 2, 3, 4, 5].map((slope) => [Float64Array.of(0, slope), Float64Array.of(1, 3 * slope)]);
    const scores = [[[1, 2]], [[3, 5]], [[2, 4]], [[7]]];
    const how = { baseline: 1, target: 4, at: [0, 2], confidence: 0.9 };
    const requests: readonly ResampleRequest[] = [
      { kind: 'bands', grid: [0, 1], groups: lines, options },
      { kind: 'aggregates', groups: scores, ...how },
      { kind: 'aggregates', groups: [], ...how },
    ];
    for (const request of requests) {
      const found = sharesOf(request, workers).map((groups) => resample(request, 50, groups));
      expect(together(found)).toEqual(resample(request, 50));
    }
  });

  it('compares aggregates with the baseline where they have the same tasks', () => {
    const wanted = { kind: 'aggregates', baseline: 0, target: 4, at: [0, 2], confidence: 0.9 } as const;
    const { aggregates } = resample({ ...wanted, groups: [[[1, 2]], [[3, 5]], [[1], [2]]] }, 200);
    const [base, other, apart] = aggregates!;
    expect([base?.above, other?.above?.value, apart?.above]).toEqual([null, 1, null]);
    expect(other?.metrics.mean).toEqual({ value: 4, interval: [3, 5] });
    // 4 is reached by 5, and missed by one by 3.
    expect(other?.metrics.gap.value).toBe(0.5);
    expect(base?.profile.map(({ score, share }) => [score, share])).toEqual([
      [0, 1],
      [2, 0],
    ]);
  });
});

describe('lines with bands', () => {
  const band = [
    { x: 0, n: 2, centre: 5, band: [4, 6] as const },
    { x: 2, n: 1, centre: 7, band: [Number.NaN, Number.NaN] as const },
    { x: 3, n: 0, centre: Number.NaN, band: [Number.NaN, Number.NaN] as const },
  ];
  const lines = groupLines('parts', [{ id: 'g', label: 'G', items: [] }], [band], 'light');

  it('have points where there is a middle, and room for their bands', () => {
    expect(lines[0]?.points).toEqual([
      [0, 5],
      [2, 7],
    ]);
    const { low, high } = bandExtent(lines);
    expect([low < 4, low > 3.5, high > 7]).toEqual([true, true, true]);
  });

  it('tell the place nearest to the pointer', () => {
    expect([bandAt(band, 0.9)?.x, bandAt(band, 1.1)?.x, bandAt(band, 9)?.x, bandAt([], 1)]).toEqual([
      0,
      2,
      3,
      undefined,
    ]);
  });
});
