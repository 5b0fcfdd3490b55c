import { IconCheck, IconPlayerPauseFilled, IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import {
  isRunState,
  type RunState,
  STATE_COLUMN,
  stateReason,
  stateText,
  WRITTEN_COLUMN,
} from '#shared/model/run-state.ts';
import { cellOf, type GridRow } from '../../ui/data-grid/row-source.ts';
import classes from './run-state.module.css';

const signs: Readonly<Record<RunState, typeof IconCheck>> = {
  running: IconPlayerPlayFilled,
  stalled: IconPlayerPauseFilled,
  completed: IconCheck,
  failed: IconX,
};

interface Known {
  readonly state: RunState;
  readonly text: string;
  readonly reason: string;
}

/** The state of the run of a row; `undefined` where nothing is known of it. */
export function stateOfRow(row: GridRow): Known | undefined {
  const state = cellToText(cellOf(row, STATE_COLUMN) ?? null);
  if (!isRunState(state)) return undefined;
  const written = momentOf(cellOf(row, WRITTEN_COLUMN));
  const now = Date.now();
  return { state, text: stateText(state, written, now), reason: stateReason(state, written, now) };
}

/** A sign and a word, and on hover why; `undefined` leaves the cell to others. */
export function drawRunState(row: GridRow): ReactNode | undefined {
  const known = stateOfRow(row);
  if (known === undefined) return undefined;
  const Sign = signs[known.state];
  return (
    <span className={classes.state} data-state={known.state} title={known.reason}>
      <Sign size={12} aria-hidden />
      {known.text}
    </span>
  );
}

/** A time of UTC, as lists hold it. */
function momentOf(cell: Cell | undefined): number | undefined {
  if (cell === undefined || cell === null) return undefined;
  const moment = Date.parse(
    `${cellToText(cell)
      .replace(' ', 'T')
      .replace(/(Z|[+-]00(:?00)?)$/, '')}Z`,
  );
  return Number.isNaN(moment) ? undefined : moment;
}
