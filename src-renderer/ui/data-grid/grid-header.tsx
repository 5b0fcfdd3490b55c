import { IconArrowDown, IconArrowUp, IconChevronDown, IconFilter } from '@tabler/icons-react';
import { clsx } from 'clsx';
import type { MouseEvent, ReactNode } from 'react';
import { isNumeric } from '../../format/cell.ts';
import classes from './data-grid.module.css';
import type { GridColumn } from './grid-columns.ts';
import type { ShownColumn } from './use-columns-in-sight.ts';
import type { GridTable } from './use-grid-table.ts';

interface HeaderProps {
  readonly table: GridTable;
  readonly columns: readonly ShownColumn[];
  readonly before: number;
  readonly width: number;
  readonly numbers: boolean;
  /** Columns that a condition narrows. */
  readonly filtered: ReadonlySet<string>;
  onMenu(column: GridColumn, at: { x: number; y: number }): void;
}

/** Titles with units: click sorts, Shift+click adds to the order, the edge resizes, the arrow opens the column's menu. */
export function GridHeader({ table, columns, before, width, numbers, ...rest }: HeaderProps): ReactNode {
  return (
    // Before the columns are known there is no row of titles to be told.
    <div {...(columns.length > 0 && { role: 'row', 'aria-rowindex': 1 })} className={classes.header} style={{ width }}>
      {numbers && <div className={clsx(classes.number, classes.corner)} aria-hidden="true" />}
      <div style={{ width: before }} aria-hidden="true" />
      {columns.map((shown) => (
        <HeaderCell key={shown.column.name} table={table} shown={shown} {...rest} />
      ))}
    </div>
  );
}

type HeaderCellProps = Pick<HeaderProps, 'table' | 'filtered' | 'onMenu'> & { readonly shown: ShownColumn };

function HeaderCell({ table, shown, filtered, onMenu }: HeaderCellProps): ReactNode {
  const { column, number, width } = shown;
  const managed = table.getColumn(column.name);
  const direction = managed?.getIsSorted() ?? false;
  const header = table.getLeafHeaders().find(({ id }) => id === column.name);
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const box = event.currentTarget.getBoundingClientRect();
    onMenu(
      column,
      event.type === 'contextmenu' ? { x: event.clientX, y: event.clientY } : { x: box.left, y: box.bottom },
    );
  };
  return (
    <div
      role="columnheader"
      className={clsx(classes.title, isNumeric(column.kind) && classes.right)}
      style={{ width }}
      aria-colindex={number + 1}
      aria-sort={direction === false ? 'none' : direction === 'asc' ? 'ascending' : 'descending'}
      onContextMenu={openMenu}
      title={`${column.title}${column.unit === null ? '' : ` in ${column.unit}`} · ${column.type}`}
    >
      <button
        type="button"
        className={classes.sort}
        disabled={managed?.getCanSort() !== true}
        tabIndex={-1}
        onClick={(event) => managed?.toggleSorting(undefined, event.shiftKey)}
      >
        <span className={classes.titleText}>{column.title}</span>
        {column.unit !== null && <span className={classes.unit}>{column.unit}</span>}
        <SortSign
          direction={direction}
          place={table.state.sorting.length > 1 ? (managed?.getSortIndex() ?? 0) + 1 : 0}
        />
        {filtered.has(column.name) && <IconFilter size={12} aria-label="filtered" />}
      </button>
      <button
        type="button"
        className={classes.more}
        tabIndex={-1}
        aria-label={`Menu of ${column.title}`}
        onClick={openMenu}
      >
        <IconChevronDown size={12} />
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: widths can also be set from the column's menu */}
      <div
        className={clsx(classes.edge, managed?.getIsResizing() && classes.dragging)}
        onMouseDown={header?.getResizeHandler()}
        onTouchStart={header?.getResizeHandler()}
        onDoubleClick={() => managed?.resetSize()}
      />
    </div>
  );
}

function SortSign({
  direction,
  place,
}: {
  readonly direction: false | 'asc' | 'desc';
  readonly place: number;
}): ReactNode {
  if (direction === false) return null;
  const Sign = direction === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <span className={classes.sign}>
      <Sign size={12} aria-hidden="true" />
      {place > 0 && <span className={classes.place}>{place}</span>}
    </span>
  );
}
