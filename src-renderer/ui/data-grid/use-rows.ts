import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorData } from '#shared/model/failure.ts';
import type { AnswerColumn, Page } from '#shared/model/page.ts';
import { failureOf } from '../../client/failure.ts';
import { wasStopped } from '../../client/queries.ts';
import { countKey, type Extent, estimateFor, extentOf, pageKey, pageRequest, pageSizeOf, pagesFor } from './pages.ts';
import { type GridRow, type GridView, type RowSource, requestOf } from './row-source.ts';

export interface Rows {
  /** Columns of the pages; `undefined` before the first page. */
  readonly columns: readonly AnswerColumn[] | undefined;
  readonly extent: Extent;
  /** The row, when its page is here. */
  at(index: number): GridRow | undefined;
  /** The view these rows belong to; the one asked for follows when its first page is here. */
  readonly shown: GridView;
  /** Nothing of the wanted view is here yet. */
  readonly waiting: boolean;
  readonly failure: ErrorData | undefined;
  /** Cancels what is asked for. */
  stop(): void;
  /** A person cancelled what is missing; {@link again} asks for it. */
  readonly stopped: boolean;
  again(): void;
}

/** The rows of a source around a range, fetched page by page. Pages that scrolled away are cancelled and later forgotten. */
export function useRows(source: RowSource, view: GridView, from: number, to: number): Rows {
  const cache = useQueryClient();
  const { shown, first } = useShownView(source, view);
  const size = pageSizeOf(source);
  const wanted = useSettled(pagesFor(from, to, size));
  const pages = usePages(source, shown, wanted);
  const count = useQuery({
    queryKey: countKey(source, shown),
    queryFn: ({ signal }) => source.count?.(requestOf(shown, size), signal) ?? null,
    enabled: source.count !== undefined && pages.loaded.get(0)?.more === true,
    retry: false,
  });
  const extent = extentOf(pages.loaded, size, count.data ?? undefined, estimateFor(source, shown));
  const at = useCallback(
    (index: number) => rowOf(pages.loaded.get(Math.floor(index / size)), index, size),
    [pages.loaded, size],
  );
  const failed = first.error ?? pages.error;
  const stopped = wasStopped(first) || pages.stopped;
  return {
    columns: pages.loaded.get(0)?.columns,
    extent,
    at,
    shown,
    waiting: !stopped && (first.isPending || shown !== view),
    stopped,
    stop: () => void cache.cancelQueries({ queryKey: [...source.key] }),
    failure: failed === null || failed === undefined ? undefined : failureOf(failed),
    again: () => {
      if (first.error !== null || wasStopped(first)) void first.refetch();
      pages.again();
    },
  };
}

function rowOf(page: Page | undefined, index: number, size: number): GridRow | undefined {
  const at = index % size;
  const cells = page?.rows[at];
  return page === undefined || cells === undefined
    ? undefined
    : { index, cells, key: page.keys[at], columns: page.columns };
}

/** Keeps showing the rows of the view before until the first page of the next one is here. */
function useShownView(source: RowSource, view: GridView) {
  const [shown, setShown] = useState({ source, view });
  const first = useQuery({
    queryKey: pageKey(source, view, 0),
    queryFn: ({ signal }) => source.page(pageRequest(source, view, 0, undefined), signal),
  });
  const settled = first.data !== undefined || shown.source !== source;
  const next = settled && (shown.view !== view || shown.source !== source) ? { source, view } : shown;
  if (next !== shown) setShown(next);
  return { shown: next.view, first };
}

interface LoadedPages {
  readonly loaded: ReadonlyMap<number, Page>;
  readonly error: unknown;
  readonly stopped: boolean;
  again(): void;
}

function usePages(source: RowSource, view: GridView, wanted: readonly number[]): LoadedPages {
  const cache = useQueryClient();
  const asked = useQueries({
    queries: wanted.map((index) => ({
      queryKey: pageKey(source, view, index),
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const before = cache.getQueryData<Page>(pageKey(source, view, index - 1));
        return source.page(pageRequest(source, view, index, before), signal);
      },
      gcTime: 60_000,
    })),
    combine: (results) => ({
      loaded: new Map(results.flatMap(({ data }, at) => (data === undefined ? [] : [[wanted[at]!, data] as const]))),
      error: results.find(({ error }) => error !== null)?.error ?? null,
      stopped: results.some(wasStopped),
      again: () => {
        for (const result of results) if (result.error !== null || wasStopped(result)) void result.refetch();
      },
    }),
  });
  return asked;
}

/** The pages in sight, once the scrolling rests for a moment: dragging over a million rows asks for none of them. */
function useSettled(pages: readonly number[]): readonly number[] {
  const [settled, setSettled] = useState(pages);
  const text = pages.join();
  const latest = useRef(pages);
  useEffect(() => {
    latest.current = pages;
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled((now) => (now.join() === text ? now : text.split(',').map(Number)));
    }, 40);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
