import type { PageRequest } from '#shared/model/filter.ts';
import type { Page } from '#shared/model/page.ts';
import { type GridView, isPlain, type RowSource, requestOf } from './row-source.ts';

export const pageSizeOf = (source: RowSource): number => source.pageSize ?? 200;

export function pageKey(source: RowSource, view: GridView, index: number): readonly unknown[] {
  return [...source.key, 'page', view, index];
}

export function countKey(source: RowSource, view: GridView): readonly unknown[] {
  return [...source.key, 'count', { conditions: view.conditions, search: view.search }];
}

/**
 * The request for page `index`: by the key of the row before it where that page is known (the same cost at any depth),
 * otherwise by row number.
 */
export function pageRequest(source: RowSource, view: GridView, index: number, before: Page | undefined): PageRequest {
  const size = pageSizeOf(source);
  const request = requestOf(view, size);
  if (index === 0) return request;
  const key = before?.rows.length === size ? before.keys[size - 1] : undefined;
  return key === undefined ? { ...request, offset: index * size } : { ...request, after: key };
}

export interface Extent {
  /** Rows to make room for. */
  readonly rows: number;
  readonly known: 'exact' | 'estimate' | 'at least';
}

/** How many rows there are, from all that is known: pages that are the last, the count, the estimate, the pages seen. */
export function extentOf(
  pages: ReadonlyMap<number, Page>,
  size: number,
  count: number | undefined,
  estimate: number | null | undefined,
): Extent {
  let seen = 0;
  let end = Number.POSITIVE_INFINITY;
  let endSeen = false;
  for (const [index, page] of pages) {
    const last = index * size + page.rows.length;
    if (page.rows.length > 0) seen = Math.max(seen, last);
    if (page.more) continue;
    end = Math.min(end, last);
    if (page.rows.length > 0 || index === 0) endSeen = true;
  }
  if (endSeen) return { rows: end, known: 'exact' };
  if (count !== undefined) return { rows: Math.min(Math.max(count, seen), end), known: 'exact' };
  if (pages.size === 0) return { rows: 0, known: 'at least' };
  const room = seen + size;
  if (estimate !== null && estimate !== undefined && estimate > seen)
    return { rows: Math.min(estimate, end), known: 'estimate' };
  return { rows: Math.min(room, end), known: 'at least' };
}

/** The pages that hold rows `from` up to `to` (exclusive), and the first, which is always kept. */
export function pagesFor(from: number, to: number, size: number): readonly number[] {
  const first = Math.floor(Math.max(0, from) / size);
  const last = Math.floor(Math.max(0, to - 1) / size);
  const pages = new Set([0]);
  for (let page = first; page <= last; page += 1) pages.add(page);
  return [...pages];
}

/** An estimate counts rows without conditions, so it says nothing about a filtered view. */
export function estimateFor(source: RowSource, view: GridView): number | null | undefined {
  return isPlain(view) ? source.estimatedRows : undefined;
}
