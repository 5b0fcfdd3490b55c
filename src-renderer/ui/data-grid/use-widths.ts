import { useCallback, useRef } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { type GridColumn, guessWidth } from './grid-columns.ts';
import type { GridRow } from './row-source.ts';
import type { Rows } from './use-rows.ts';

const sample = 200;

/** A first width for every column from the first rows, kept from then on: columns do not move while one scrolls. */
export function useWidths(
  rows: Rows,
  valueAt: (row: GridRow, column: GridColumn) => Cell | undefined,
): (column: GridColumn) => number {
  const known = useRef<{ columns: unknown; widths: Map<string, number> }>({ columns: undefined, widths: new Map() });
  const { columns, at } = rows;
  return useCallback(
    (column: GridColumn) => {
      if (known.current.columns !== columns) known.current = { columns, widths: new Map() };
      const { widths } = known.current;
      const width = widths.get(column.name) ?? guessWidth(column, firstValues(column, at, valueAt));
      widths.set(column.name, width);
      return width;
    },
    [columns, at, valueAt],
  );
}

function firstValues(
  column: GridColumn,
  at: (index: number) => GridRow | undefined,
  valueAt: (row: GridRow, column: GridColumn) => Cell | undefined,
): readonly (Cell | undefined)[] {
  return Array.from({ length: sample }, (_, index) => {
    const row = at(index);
    return row === undefined ? undefined : valueAt(row, column);
  });
}
