import { useCallback, useEffect, useRef, useState } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { textWidth } from '../text-width.ts';
import { type GridColumn, guessWidth } from './grid-columns.ts';
import type { GridRow } from './row-source.ts';
import type { Rows } from './use-rows.ts';

const sample = 200;

type ValueAt = (row: GridRow, column: GridColumn) => Cell | undefined;

interface Widths {
  readonly of: (column: GridColumn) => number;
  /** Makes columns wider where rows in sight need it; never narrower, so that nothing dances while one scrolls. */
  widen(columns: readonly GridColumn[], from: number, to: number): void;
}

/** A width for every column, from the first rows and from what is seen later. */
export function useWidths({ columns, at }: Rows, valueAt: ValueAt): Widths {
  const known = useRef<{ columns: unknown; widths: Map<string, number> }>({ columns: undefined, widths: new Map() });
  const latest = useRef({ at, valueAt });
  latest.current = { at, valueAt };
  const [version, setVersion] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means other widths
  const of = useCallback(
    (column: GridColumn) => {
      if (known.current.columns !== columns) known.current = { columns, widths: new Map() };
      const { widths } = known.current;
      const width = widths.get(column.name) ?? widthFor(column, 0, sample, latest.current);
      widths.set(column.name, width);
      return width;
    },
    [columns, version],
  );
  const widen = useCallback((seen: readonly GridColumn[], from: number, to: number) => {
    const { widths } = known.current;
    const before = widths.size === 0 ? '' : seen.map(({ name }) => widths.get(name)).join();
    for (const column of seen) {
      const width = widthFor(column, from, to, latest.current);
      widths.set(column.name, Math.max(width, widths.get(column.name) ?? 0));
    }
    if (before !== '' && before !== seen.map(({ name }) => widths.get(name)).join()) setVersion((now) => now + 1);
  }, []);
  return { of, widen };
}

/** Fits the columns in sight to the rows in sight, once the scrolling rests. */
export function useFittedWidths({ widen }: Widths, { at }: Rows, seen: readonly GridColumn[], scroll: Sight): void {
  const { from, to } = scroll;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that arrive may be wider
  useEffect(() => {
    const timer = setTimeout(() => widen(seen, from, to), 80);
    return () => clearTimeout(timer);
  }, [widen, at, seen, from, to]);
}

interface Sight {
  readonly from: number;
  readonly to: number;
}

interface Seen {
  readonly at: Rows['at'];
  readonly valueAt: ValueAt;
}

function widthFor(column: GridColumn, from: number, to: number, { at, valueAt }: Seen): number {
  const values = Array.from({ length: Math.max(0, to - from) }, (_, index) => {
    const row = at(from + index);
    return row === undefined ? undefined : valueAt(row, column);
  });
  return guessWidth(column, values, textWidth);
}
