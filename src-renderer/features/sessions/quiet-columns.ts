import { useMemo, useState } from 'react';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Page } from '#shared/model/page.ts';
import type { RowSource } from '../../ui/data-grid/row-source.ts';

/** Texts as long as this (paths of files) are read at the side, where they have room. */
const LONG = 60;

/**
 * Columns of a list that would only take room from those that tell rows apart: documents, long texts, and what no row has.
 * The side shows them all. `always` are hidden in any case.
 */
export function quietColumns({ columns, rows, more }: Page, always: readonly string[]): readonly string[] {
  const quiet = columns.filter(({ name, kind }, at) => {
    if (name === 'label') return false;
    if (name === 'id' || always.includes(name) || kind === 'json' || kind === 'blob') return true;
    if (rows.length === 0) return false;
    const cells = rows.map((row) => row[at] ?? null);
    if (!more && cells.every((cell) => cell === null)) return true;
    return kind === 'text' && cells.filter((cell) => cellToText(cell).length > LONG).length > cells.length / 2;
  });
  return quiet.map(({ name }) => name);
}

interface Quiet {
  readonly source: RowSource;
  readonly hidden: readonly string[];
}

const nothing: readonly string[] = [];

/** Decides by the first page without conditions, before the list draws it, and stays with it: no column comes or goes later. */
export function useQuietColumns(source: RowSource, always = nothing): Quiet {
  const [decided, setDecided] = useState<{ readonly source: RowSource; readonly hidden: readonly string[] }>();
  const watched = useMemo<RowSource>(
    () => ({
      ...source,
      page: async (request, signal) => {
        const page = await source.page(request, signal);
        const first = request.after === undefined && request.offset === undefined;
        const plain = request.conditions.length === 0 && request.search === '';
        if (first)
          setDecided((now) =>
            now?.source === source
              ? now
              : { source, hidden: quietColumns({ ...page, more: page.more || !plain }, always) },
          );
        return page;
      },
    }),
    [source, always],
  );
  const fallback = useMemo(() => ['id', ...always], [always]);
  return { source: watched, hidden: decided?.source === source ? decided.hidden : fallback };
}
