import { describe, expect, it } from 'vitest';
import type { Page } from '#shared/model/page.ts';
import { extentOf, pageRequest, pagesFor } from './pages.ts';
import { plainView, type RowSource } from './row-source.ts';

function page(rows: number, more: boolean, keyed = true): Page {
  const each = Array.from({ length: rows }, (_, at) => at);
  return { columns: [], rows: each.map((at) => [at]), keys: keyed ? each.map((at) => `key ${at}`) : [], more };
}

const source: RowSource = { key: ['x'], page: async () => page(0, false), pageSize: 100 };

describe('extentOf', () => {
  const pages = (...entries: [number, Page][]) => new Map(entries);

  it('knows the end from the last page', () => {
    expect(extentOf(pages([0, page(30, false)]), 100, undefined, 1_000_000)).toEqual({ rows: 30, known: 'exact' });
    expect(extentOf(pages([0, page(100, true)], [7, page(20, false)]), 100, undefined, null)).toEqual({
      rows: 720,
      known: 'exact',
    });
  });

  it('makes room for the estimate until the count is here', () => {
    expect(extentOf(pages([0, page(100, true)]), 100, undefined, 5000)).toEqual({ rows: 5000, known: 'estimate' });
    expect(extentOf(pages([0, page(100, true)]), 100, 4800, 5000)).toEqual({ rows: 4800, known: 'exact' });
  });

  it('makes room for one more page when nothing else is known', () => {
    expect(extentOf(pages([0, page(100, true)]), 100, undefined, undefined)).toEqual({ rows: 200, known: 'at least' });
  });

  it('takes an estimate back when a page behind the end comes empty', () => {
    expect(extentOf(pages([0, page(100, true)], [40, page(0, false)]), 100, undefined, 5000).rows).toBe(4000);
  });

  it('is nothing before the first page', () => {
    expect(extentOf(new Map(), 100, undefined, 5000).rows).toBe(0);
    expect(extentOf(new Map([[0, page(0, false)]]), 100, undefined, 5000)).toEqual({ rows: 0, known: 'exact' });
  });
});

describe('pageRequest', () => {
  it('continues by key where the page before is known', () => {
    expect(pageRequest(source, plainView, 3, page(100, true))).toMatchObject({ after: 'key 99', limit: 100 });
    expect(pageRequest(source, plainView, 3, page(100, true)).offset).toBeUndefined();
  });

  it('jumps by number where it is not, or where rows have no identity', () => {
    expect(pageRequest(source, plainView, 3, undefined)).toMatchObject({ offset: 300 });
    expect(pageRequest(source, plainView, 3, page(100, true, false))).toMatchObject({ offset: 300 });
    expect(pageRequest(source, plainView, 0, undefined).offset).toBeUndefined();
  });
});

it('asks for the pages in sight and the first one', () => {
  expect(pagesFor(250, 320, 100)).toEqual([0, 2, 3]);
  expect(pagesFor(0, 40, 100)).toEqual([0]);
});
