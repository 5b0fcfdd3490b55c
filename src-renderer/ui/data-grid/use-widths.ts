import { useCallback, useEffect, useRef, useState } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { digitWidth } from '../digit-width.ts';
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
export function useWidths(rows: Rows, valueAt: ValueAt): Widths {
  const { columns, at } = rows;
  const known = useRef<{ columns: unknown; widths: Map<string, number> }>({ columns: undefined, widths: new Map() });
  const [version, setVersion] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means other widths
  const of = useCallback(
    (column: GridColumn) => {
      if (known.current.columns !== columns) known.current = { columns, widths: new Map() };
      const { widths } = known.current;
      const width =
        widths.get(column.name) ?? guessWidth(column, valuesOf(column, 0, sample, at, valueAt), digitWidth());
      widths.set(column.name, width);
      return width;
    },
    [columns, at, valueAt, version],
  );
  const widen = useCallback(
    (seen: readonly GridColumn[], from: number, to: number) => {
      const { widths } = known.current;
      let wider = false;
      for (const column of seen) {
        const width = guessWidth(column, valuesOf(column, from, to, at, valueAt), digitWidth());
        if (width <= (widths.get(column.name) ?? width)) continue;
        widths.set(column.name, width);
        wider = true;
      }
      if (wider) setVersion((now) => now + 1);
    },
    [at, valueAt],
  );
  return { of, widen };
}

/** Fits the columns in sight to the rows in sight, once the scrolling rests. */
export function useFittedWidths({ widen }: Widths, seen: readonly GridColumn[], from: number, to: number): void {
  useEffect(() => {
    const timer = setTimeout(() => widen(seen, from, to), 80);
    return () => clearTimeout(timer);
  }, [widen, seen, from, to]);
}

function valuesOf(column: GridColumn, from: number, to: number, at: Rows['at'], valueAt: ValueAt) {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => {
    const row = at(from + index);
    return row === undefined ? undefined : valueAt(row, column);
  });
}
