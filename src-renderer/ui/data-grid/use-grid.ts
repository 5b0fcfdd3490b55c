import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type GridColumn, gridColumns } from './grid-columns.ts';
import type { DataGridProps } from './grid-props.ts';
import { type GridRow, type GridView, plainView } from './row-source.ts';
import { useColumnsInSight } from './use-columns-in-sight.ts';
import { useElementSize } from './use-element-size.ts';
import { useGridTable } from './use-grid-table.ts';
import { useRows } from './use-rows.ts';
import { useGridScroll } from './use-scroll.ts';
import { useSelection } from './use-selection.ts';
import { useFittedWidths, useWidths } from './use-widths.ts';

export const rowHeight = 28;
const nothing: readonly string[] = [];

export type Grid = ReturnType<typeof useGrid>;

/** Everything a grid knows: its rows, its columns, what is in sight, and what is selected. */
export function useGrid(props: DataGridProps, element: RefObject<HTMLDivElement | null>) {
  const { source, view = plainView, extra, hidden = nothing } = props;
  const size = useElementSize(element);
  const [rowCount, setRowCount] = useState(0);
  const scroll = useGridScroll(element, { rows: rowCount, rowHeight, viewport: size.height - rowHeight });
  const rows = useRows(source, view, scroll.from, Math.max(scroll.to, 1));
  if (rows.extent.rows !== rowCount) setRowCount(rows.extent.rows);

  const columns = useMemo(
    () => gridColumns(rows.columns ?? [], extra?.columns ?? [], new Set(hidden)),
    [rows.columns, extra?.columns, hidden],
  );
  const valueAt = useCallback(
    (row: GridRow, column: GridColumn) =>
      column.at === undefined ? extra?.cell(row, column.name) : row.cells[column.at],
    [extra],
  );
  const widths = useWidths(rows, valueAt);
  const table = useGridTable({
    remember: props.remember,
    columns,
    widthOf: widths.of,
    sort: view.sort,
    onSort: (sort) => props.onView?.({ ...view, sort }),
  });
  const numbersWidth = props.numbers === true ? 24 + String(rowCount).length * 7 : 0;
  const sight = useColumnsInSight(element, table, columns, numbersWidth);
  const seen = useMemo(() => sight.shown.map(({ column }) => column), [sight.shown]);
  useFittedWidths(widths, rows, seen, scroll);
  const selected = useSelection(props, rows, scroll.reveal, sight);
  const { reveal } = scroll;
  useEffect(() => {
    if (props.highlight !== undefined) reveal(props.highlight);
  }, [props.highlight, reveal]);
  useTopOfNewRows(rows.shown, reveal);
  return { numbersWidth, props, source, view, rows, rowCount, scroll, table, sight, valueAt, ...selected };
}

/** Rows in another order, or other rows, are seen from their beginning. */
function useTopOfNewRows(shown: GridView, reveal: (row: number) => void): void {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown) reveal(0);
    before.current = shown;
  }, [shown, reveal]);
}
