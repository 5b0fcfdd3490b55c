import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo } from 'react';
import { useStable } from '../use-stable.ts';
import type { GridColumn } from './grid-columns.ts';
import type { GridTable } from './use-grid-table.ts';

/** A column in sight: its definition, its number and its width. */
export interface ShownColumn {
  readonly column: GridColumn;
  readonly number: number;
  readonly width: number;
}

export interface ColumnsInSight {
  /** Every visible column, in order. */
  readonly all: readonly GridColumn[];
  /** Those that are drawn now. */
  readonly shown: readonly ShownColumn[];
  /** Space before the first one drawn. */
  readonly before: number;
  readonly width: number;
  reveal(column: number): void;
}

/** Tables may have a thousand columns: only those in sight are drawn. */
export function useColumnsInSight(
  element: RefObject<HTMLElement | null>,
  table: GridTable,
  columns: readonly GridColumn[],
  numbersWidth: number,
): ColumnsInSight {
  const visible = table.getVisibleLeafColumns();
  const sizes = visible.map((column) => column.getSize());
  const sizeText = sizes.join();
  const byName = useMemo(() => new Map(columns.map((column) => [column.name, column])), [columns]);
  const virtual = useVirtualizer({
    horizontal: true,
    count: visible.length,
    getScrollElement: () => element.current,
    estimateSize: (at) => sizes[at] ?? 100,
    overscan: 4,
    // Row numbers stand over the first pixels of what is in sight.
    scrollPaddingEnd: numbersWidth,
    initialRect: { width: 1600, height: 0 },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other widths change what is in sight
  useEffect(() => virtual.measure(), [sizeText, virtual]);
  const all = visible.flatMap(({ id }) => byName.get(id) ?? []);
  const items = virtual.getVirtualItems();
  const drawn = items.flatMap(({ index }) => {
    const column = all[index];
    return column === undefined ? [] : [{ column, number: index, width: sizes[index] ?? 100 }];
  });
  const shown = useStable(
    drawn,
    drawn.map(({ column, number, width }) => `${column.name}\0${number}\0${width}`).join(),
  );
  const before = sizes.slice(0, items[0]?.index ?? 0).reduce((sum, size) => sum + size, 0);
  const width = sizes.reduce((sum, size) => sum + size, 0);
  return { all, shown, before, width, reveal: (column) => virtual.scrollToIndex(column, { align: 'auto' }) };
}
