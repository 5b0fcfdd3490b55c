import type { KeyboardEvent, MouseEvent } from 'react';
import { useRef } from 'react';
import type { MenuSpot } from './grid-menu.tsx';
import { isInRange, moveByKey, type Spot } from './selection.ts';
import type { Grid } from './use-grid.ts';

/** Keyboard and mouse of a grid. */
export function useGridInput(grid: Grid, openMenu: (spot: MenuSpot) => void) {
  const dragging = useRef(false);
  const { selection, select, rows, props } = grid;
  const bounds = { rows: grid.rowCount, columns: grid.sight.all.length, page: grid.scroll.fit };
  const open = (row: number) => {
    const opened = rows.at(row);
    if (opened !== undefined) props.onOpen?.(opened);
  };
  const spotOf = (event: MouseEvent) => spotUnder(event, selection?.cursor.column ?? 0);

  const onKeyDown = (event: KeyboardEvent) => {
    const moved = moveByKey(selection, event, bounds);
    if (moved !== undefined) select(moved);
    else if (event.key === 'Enter' && selection !== undefined && !event.ctrlKey && !event.metaKey)
      open(selection.cursor.row);
    else if (event.key === 'Escape' && selection !== undefined) select(undefined);
    else return;
    event.preventDefault();
  };
  const onMouseDown = (event: MouseEvent) => {
    const spot = spotOf(event);
    if (spot === undefined || (event.button !== 0 && event.button !== 2)) return;
    if (event.button === 2 && isInRange(grid.range, spot.row, spot.column)) return;
    dragging.current = event.button === 0;
    select({ cursor: spot, anchor: event.shiftKey && selection !== undefined ? selection.anchor : spot });
  };
  const onMouseMove = (event: MouseEvent) => {
    if (!dragging.current || selection === undefined) return;
    if ((event.buttons & 1) === 0) {
      dragging.current = false;
      return;
    }
    const spot = spotOf(event);
    const { cursor, anchor } = selection;
    if (spot !== undefined && (spot.row !== cursor.row || spot.column !== cursor.column))
      select({ cursor: spot, anchor });
  };
  const onMouseUp = () => {
    dragging.current = false;
  };
  const onDoubleClick = (event: MouseEvent) => {
    const spot = spotOf(event);
    if (spot !== undefined) open(spot.row);
  };
  const onContextMenu = (event: MouseEvent) => {
    const spot = spotOf(event);
    if (spot === undefined) return;
    event.preventDefault();
    openMenu({ x: event.clientX, y: event.clientY, spot });
  };
  return { onKeyDown, onMouseDown, onMouseMove, onMouseUp, onDoubleClick, onContextMenu };
}

/** The cell under the mouse; where a row has none there, beside its columns or while they scroll, that of `column`. */
function spotUnder(event: MouseEvent, column: number): Spot | undefined {
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const own = target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  return row === undefined ? undefined : { row: Number(row), column: Number(own ?? column) };
}
