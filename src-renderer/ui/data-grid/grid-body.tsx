import { clsx } from 'clsx';
import { memo, type ReactNode } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { isNumeric } from '../../format/cell.ts';
import { formatCount } from '../../format/number.ts';
import { LeadingCell } from '../leading-cell.tsx';
import classes from './data-grid.module.css';
import cells from './grid-cell.module.css';
import { CellText } from './grid-cell.tsx';
import type { GridColumn } from './grid-columns.ts';
import type { CellDrawing } from './grid-props.ts';
import type { GridRow } from './row-source.ts';
import { isInRange, type Range, type Spot } from './selection.ts';
import type { ShownColumn } from './use-columns-in-sight.ts';

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly row: GridRow | undefined;
  readonly columns: readonly ShownColumn[];
  /** Space before the first column in sight. */
  readonly before: number;
  readonly range: Range | undefined;
  readonly cursor: Spot | undefined;
  readonly highlighted: boolean;
  readonly numbers: boolean;
  readonly valueAt: (row: GridRow, column: GridColumn) => Cell | undefined;
  readonly renderCell: CellDrawing['renderCell'];
  readonly hrefOf: CellDrawing['hrefOf'];
}

export const cellId = (grid: string, { row, column }: Spot): string => `${grid}-${row}-${column}`;

/** One row of the grid, drawn again only when something of it changed. */
export const GridRowView = memo(function GridRowView(props: RowProps): ReactNode {
  const { index, row, columns, before, highlighted, numbers } = props;
  return (
    <div
      role="row"
      className={clsx(classes.row, highlighted && classes.highlighted)}
      aria-rowindex={index + 2}
      aria-busy={row === undefined || undefined}
      data-row={index}
    >
      {numbers && <RowNumber index={index} />}
      <div style={{ width: before }} aria-hidden="true" />
      {columns.map((shown) => (
        <BodyCell key={shown.column.name} shown={shown} {...props} />
      ))}
    </div>
  );
});

function RowNumber({ index }: { readonly index: number }): ReactNode {
  return (
    <div className={classes.number} aria-hidden="true">
      {formatCount(index + 1)}
    </div>
  );
}

function BodyCell({ shown, ...props }: RowProps & { readonly shown: ShownColumn }): ReactNode {
  const { row, range, cursor, index } = props;
  const { column, number, width } = shown;
  const selected = isInRange(range, index, number);
  const cell = row === undefined ? undefined : props.valueAt(row, column);
  const drawn =
    (row === undefined ? undefined : props.renderCell?.(row, column, cell)) ??
    (column.leadsTo === undefined ? undefined : <LeadingCell cell={cell} column={column} focusable={false} />);
  const href = row === undefined || number !== 0 ? undefined : props.hrefOf?.(row);
  return (
    <div
      role="gridcell"
      id={cellId(props.id, { row: index, column: number })}
      className={clsx(
        cells.cell,
        isNumeric(column.kind) && cells.right,
        selected && cells.selected,
        cursor?.column === number && cursor.row === index && cells.cursor,
      )}
      style={{ width }}
      aria-colindex={number + 1}
      aria-selected={selected}
      data-column={number}
    >
      {href === undefined ? (
        (drawn ?? <CellText cell={cell} kind={column.kind} />)
      ) : (
        <a className={cells.link} href={href} tabIndex={-1}>
          {drawn ?? <CellText cell={cell} kind={column.kind} />}
        </a>
      )}
    </div>
  );
}
