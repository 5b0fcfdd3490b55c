import type { ReactNode } from 'react';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { roundNumber } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import type { GridColumn } from '../../ui/data-grid/grid-columns.ts';
import type { GridRow } from '../../ui/data-grid/row-source.ts';

/** A roll-up as people read it; the exact value on hover. `undefined` leaves the cell to the grid. */
export function drawRollUp(_row: GridRow, column: GridColumn, cell: Cell | undefined): ReactNode | undefined {
  return column.at === undefined ? rollUpText(column, cell) : undefined;
}

/** Type of a column whose seconds are written as a duration, so that its title needs no unit. */
const DURATION = 'seconds';

/** A column of roll-ups as the list shows it. */
export function rollUpColumn(column: AnswerColumn): AnswerColumn {
  return column.unit === 's' ? { ...column, unit: null, type: DURATION } : column;
}

export function rollUpText(column: AnswerColumn, cell: Cell | undefined): ReactNode | undefined {
  const value = cell === undefined ? undefined : cellNumber(cell);
  if (value === undefined || !Number.isFinite(value) || column.kind !== 'float') return undefined;
  const text = column.type === DURATION ? formatDuration(value * 1000) : roundNumber(value);
  const unit = column.type === DURATION ? 's' : (column.unit ?? '');
  return <span title={`${value} ${unit}`.trim()}>{text}</span>;
}
