import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Sort } from '#shared/model/filter.ts';
import { useSetting } from '../../client/settings.ts';
import type { GridColumn } from './grid-columns.ts';
import type { GridRow } from './row-source.ts';

/** The table library keeps the columns; rows stay in the page cache, because there may be millions. */
const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
});

type Features = typeof features;

const noRows: GridRow[] = [];
const noSizes: Readonly<Record<string, number>> = {};
const allVisible: Readonly<Record<string, boolean>> = {};

interface GridTableOptions {
  /** Name under which widths and hidden columns are remembered. */
  readonly remember: string;
  readonly columns: readonly GridColumn[];
  readonly widthOf: (column: GridColumn) => number;
  readonly sort: readonly Sort[];
  onSort(sort: readonly Sort[]): void;
}

export type GridTable = ReturnType<typeof useGridTable>;
export type GridHeader = ReturnType<GridTable['getLeafHeaders']>[number];

export function useGridTable({ remember, columns, widthOf, sort, onSort }: GridTableOptions) {
  const [sizes, saveSizes] = useSetting(`grid.${remember}.widths`, noSizes);
  const [visible, saveVisible] = useSetting(`grid.${remember}.visible`, allVisible);
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<Features, GridRow> => ({
          id: column.name,
          header: column.title,
          size: widthOf(column),
          minSize: 40,
          maxSize: 2000,
          // Only a column with a value can be sorted; the values themselves are in the page cache.
          accessorFn: () => null,
          meta: column,
        }),
      ),
    [columns, widthOf],
  );
  const sorting = useMemo(() => sort.map(({ column, descending }) => ({ id: column, desc: descending })), [sort]);
  return useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    manualSorting: true,
    enableMultiSort: true,
    sortDescFirst: false,
    state: { columnSizing: sizes, columnVisibility: visible, sorting },
    onColumnSizingChange: (updater) => saveSizes(applied(updater, sizes)),
    onColumnVisibilityChange: (updater) => saveVisible(applied(updater, visible)),
    onSortingChange: (updater: Updater<SortingState>) =>
      onSort(applied(updater, sorting).map(({ id, desc }) => ({ column: id, descending: desc }))),
  });
}

function applied<T>(updater: Updater<T>, now: T): T {
  return typeof updater === 'function' ? (updater as (now: T) => T)(now) : updater;
}
