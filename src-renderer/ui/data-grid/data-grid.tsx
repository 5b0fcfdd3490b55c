import { clsx } from 'clsx';
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import classes from './data-grid.module.css';
import { cellId, GridRowView } from './grid-body.tsx';
import { GridHeader } from './grid-header.tsx';
import { GridMenu, type MenuSpot } from './grid-menu.tsx';
import type { DataGridProps } from './grid-props.ts';
import { GridState } from './grid-state.tsx';
import type { GridRow } from './row-source.ts';
import { useCopy } from './use-copy.ts';
import { useExport } from './use-export.ts';
import { type Grid, useGrid } from './use-grid.ts';
import { useGridInput } from './use-grid-input.ts';

/**
 * A grid over a list of any length. Rows come in pages and are drawn only where they are seen; order and conditions are
 * the source's work. The keyboard goes everywhere; Enter opens, Mod+C copies.
 */
export function DataGrid(props: DataGridProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const id = useId();
  const [menu, setMenu] = useState<MenuSpot>();
  const grid = useGrid(props, element);
  const copy = useCopy(grid);
  const exportRows = useExport(grid);
  const input = useGridInput(grid, setMenu);
  useReports(grid);
  useFirstFocus(element, props.takesFocus ?? true);
  const { numbersWidth, rows, rowCount, sight, scroll, selection } = grid;
  return (
    <div className={classes.frame}>
      <div
        ref={element}
        role="grid"
        tabIndex={0}
        className={clsx(classes.grid, rows.waiting && classes.waiting)}
        style={{ '--numbers': `${numbersWidth}px` } as CSSProperties}
        aria-label={props.label}
        aria-rowcount={rows.extent.known === 'exact' ? rowCount + 1 : -1}
        aria-colcount={sight.all.length}
        aria-multiselectable="true"
        aria-busy={rows.waiting}
        aria-activedescendant={selection === undefined ? undefined : cellId(id, selection.cursor)}
        {...input}
      >
        <GridHeader
          table={grid.table}
          columns={sight.shown}
          before={sight.before}
          width={sight.width + numbersWidth}
          numbers={props.numbers === true}
          filtered={new Set(grid.view.conditions.map(({ column }) => column))}
          onMenu={(column, at) => setMenu({ ...at, column })}
        />
        <div
          className={classes.content}
          style={{ height: scroll.height, width: sight.width + numbersWidth }}
          role="presentation"
        >
          <GridRows grid={grid} id={id} />
        </div>
      </div>
      <GridState grid={grid} />
      <GridMenu spot={menu} grid={grid} copy={copy} exportRows={exportRows} close={() => setMenu(undefined)} />
    </div>
  );
}

function GridRows({ grid, id }: { readonly grid: Grid; readonly id: string }): ReactNode {
  const { rows, scroll, sight, selection, range, props } = grid;
  const { renderCell, hrefOf } = props;
  const indexes = Array.from({ length: Math.max(0, scroll.to - scroll.from) }, (_, at) => scroll.from + at);
  return (
    <div className={classes.rows} style={{ transform: `translateY(${scroll.top}px)` }} role="rowgroup">
      {indexes.map((index) => (
        <GridRowView
          key={index}
          id={id}
          index={index}
          row={rows.at(index)}
          columns={sight.shown}
          before={sight.before}
          range={range !== undefined && index >= range.top && index <= range.bottom ? range : undefined}
          cursor={selection?.cursor.row === index ? selection.cursor : undefined}
          highlighted={props.highlight === index}
          numbers={props.numbers === true}
          valueAt={grid.valueAt}
          renderCell={renderCell}
          hrefOf={hrefOf}
        />
      ))}
    </div>
  );
}

/** Tells the page around the grid which rows are in sight and how many there are. */
function useReports({ props, rows, scroll, rowCount }: Grid): void {
  const { onRows, onExtent } = props;
  const { at, extent, waiting } = rows;
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (onRows === undefined) return;
    const seen: GridRow[] = [];
    for (let index = scroll.from; index < scroll.to; index += 1) {
      const row = at(index);
      if (row !== undefined) seen.push(row);
    }
    const text = seen.map(({ key, index }) => key ?? index).join('\0');
    if (seen.length === 0 || told.current === text) return;
    told.current = text;
    onRows(seen);
  }, [onRows, at, scroll.from, scroll.to]);
  useEffect(() => {
    onExtent?.({ rows: rowCount, known: extent.known }, waiting);
  }, [onExtent, rowCount, extent.known, waiting]);
}

function useFirstFocus(element: RefObject<HTMLElement | null>, wanted: boolean): void {
  useEffect(() => {
    const { activeElement, body } = document;
    const free = activeElement === null || activeElement === body;
    if (wanted && free) focusQuietly(element.current);
  }, [element, wanted]);
}

/** Without the ring: nobody went there, so nothing has to be shown until an arrow moves to a cell. */
function focusQuietly(grid: HTMLElement | null): void {
  if (grid === null) return;
  grid.dataset['quiet'] = '';
  grid.addEventListener('blur', () => delete grid.dataset['quiet'], { once: true });
  grid.focus({ preventScroll: true });
}
