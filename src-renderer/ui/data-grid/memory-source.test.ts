import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { compareCells, memorySource } from './memory-source.ts';
import { type GridView, plainView, requestOf } from './row-source.ts';

const columns = [
  { name: 'id', title: 'id', type: 'BIGINT', kind: 'integer', unit: null },
  { name: 'label', title: 'label', type: 'VARCHAR', kind: 'text', unit: null },
] as const;
const rows: Cell[][] = [
  [3, 'episode 10'],
  [null, 'episode 9'],
  [{ k: 'int', t: '9007199254740993' }, 'Hawk'],
  [{ k: 'int', t: '9007199254740992' }, 'hawk 2'],
  [{ k: 'float', t: 'NaN' }, null],
];
const source = memorySource(['x'], columns, rows);
const signal = new AbortController().signal;

async function column(view: Partial<GridView>, at: number): Promise<readonly Cell[]> {
  const page = await source.page(requestOf({ ...plainView, ...view }, 100), signal);
  return page.rows.map((row) => row[at] ?? null);
}

describe('memorySource', () => {
  it('orders integers by all their digits, and NULL last both ways', async () => {
    const up = await column({ sort: [{ column: 'id', descending: false }] }, 1);
    expect(up).toEqual(['episode 10', 'hawk 2', 'Hawk', null, 'episode 9']);
    const down = await column({ sort: [{ column: 'id', descending: true }] }, 1);
    expect(down.at(-1)).toBe('episode 9');
    expect(down.indexOf('Hawk')).toBeLessThan(down.indexOf('hawk 2'));
  });

  it('orders numbers inside text as numbers', async () => {
    expect(await column({ sort: [{ column: 'label', descending: false }] }, 1)).toEqual([
      'episode 9',
      'episode 10',
      'Hawk',
      'hawk 2',
      null,
    ]);
  });

  it('finds text in any column, whatever its case', async () => {
    expect(await column({ search: 'HAWK' }, 1)).toEqual(['Hawk', 'hawk 2']);
    expect(await source.count?.(requestOf({ ...plainView, search: '9' }, 1), signal)).toBe(3);
  });

  it('pages by row number', async () => {
    const page = await source.page({ ...requestOf(plainView, 2), offset: 4 }, signal);
    expect(page.rows).toHaveLength(1);
    expect(page.more).toBe(false);
  });
});

it('compares what is no number as text', () => {
  expect(compareCells('b', 'a')).toBeGreaterThan(0);
  expect(compareCells({ k: 'date', t: '2024-01-02' }, { k: 'date', t: '2024-01-10' })).toBeLessThan(0);
});
