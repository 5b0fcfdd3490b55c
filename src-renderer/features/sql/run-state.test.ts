import { describe, expect, it } from 'vitest';
import { remember } from './history.ts';
import type { Run } from './run-state.ts';
import { addPiece, endRun, startRun } from './run-state.ts';

const columns = [{ name: 'a', title: 'a', type: 'INTEGER', kind: 'integer', unit: null }] as const;

function run(pieces: readonly number[], most = 5): Run {
  let now = addPiece(startRun(1, 'select 1', 100), { kind: 'columns', columns });
  for (const size of pieces) now = addPiece(now, { kind: 'rows', rows: Array.from({ length: size }, () => [1]) }, most);
  return addPiece(now, { kind: 'done', rows: 0, milliseconds: 12 });
}

describe('a run', () => {
  it('collects its rows', () => {
    expect(run([2, 3])).toMatchObject({ state: 'done', more: false, milliseconds: 12, columns });
    expect(run([2, 3]).rows).toHaveLength(5);
  });

  it('keeps no more rows than a window shows, and knows that there are more', () => {
    expect(run([2, 4]).rows).toHaveLength(5);
    expect(run([2, 4]).more).toBe(true);
  });

  it('tells cancelled from failed', () => {
    const begun = startRun(1, 'x', 100);
    expect(endRun(begun, { code: 'CANCELLED', message: 'Cancelled' }, 350)).toMatchObject({
      state: 'cancelled',
      milliseconds: 250,
    });
    expect(endRun(begun, { code: 'SQL_FAILED', message: 'No' }, 350).state).toBe('failed');
  });
});

describe('history', () => {
  it('has the newest first and each statement once', () => {
    const first = remember([], run([1]), '2026-01-01T00:00:00Z');
    const second = remember(first, { ...run([1]), sql: 'select 2' }, '2026-01-02T00:00:00Z');
    const third = remember(
      second,
      endRun(run([1]), { code: 'SQL_FAILED', message: 'No' }, 200),
      '2026-01-03T00:00:00Z',
    );
    expect(third.map(({ sql, rows }) => [sql, rows])).toEqual([
      ['select 1', null],
      ['select 2', 1],
    ]);
  });
});
