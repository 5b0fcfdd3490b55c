import { expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import type { Page } from '#shared/model/page.ts';
import { picture } from './intervals.ts';

const names = { from: 'starts', to: 'ends', lane: 'channel', kind: 'finding', panel: 'found_in', length: 'out_of' };

function pageOf(rows: readonly (readonly Cell[])[]): Page {
  const columns = ['found_in', 'finding', 'channel', 'starts', 'ends', 'out_of'].map((name) => ({
    ...{ name, title: name, type: 'text', kind: 'text' as const, unit: null },
  }));
  return { columns, rows, keys: rows.map((_, at) => `k${at}`), more: false };
}

it('puts stretches into lanes, lanes into panels with an axis each, and says what has no start', () => {
  const { panels, kinds, without } = picture(
    pageOf([
      ['recording', 'failed', '10', 1, 2.5],
      ['recording', 'signal dropout', '2', 9, null],
      ['cycle', 'failed', '2', 0.25, 0.5],
      ['cycle', 'failed', '2', null, 4],
    ]),
    names,
  )!;
  expect(without).toBe(1);
  expect(kinds).toEqual(['failed', 'signal dropout']);
  expect(panels.map(({ title, from, to }) => [title, from, to])).toEqual([
    ['cycle', 0, 0.5],
    ['recording', 0, 9],
  ]);
  expect(panels[1]?.lanes.map(({ label }) => label)).toEqual(['2', '10']);
  expect(panels[1]?.lanes[0]?.stretches).toEqual([{ key: 'k1', kind: 'signal dropout', from: 9, to: null }]);
  expect(panels[0]?.kinds).toEqual(['failed']);
});

it('has an axis as long as what stretches are found in, where that is known and not shorter than they are', () => {
  const { panels } = picture(
    pageOf([
      ['cycle', 'failed', '1', 0.25, 0.5, null],
      ['recording', 'failed', '1', 1, 2.5, 60],
      ['synchronisation', 'failed', '1', 9, 14, 12],
    ]),
    names,
  )!;
  expect(panels.map(({ from, to }) => [from, to])).toEqual([
    [0, 0.5],
    [0, 60],
    [0, 14],
  ]);
});

it('has an axis of some length where all is one moment, and is nothing without its columns', () => {
  expect(picture(pageOf([['cycle', 'failed', '1', 0, 0]]), names)?.panels[0]).toMatchObject({ from: 0, to: 1 });
  expect(picture(pageOf([]), names)?.panels).toEqual([]);
  expect(picture(pageOf([]), { ...names, to: 'other' })).toBeNull();
});
