import type { ReactNode } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { addressOf, databaseOf, usePlace } from '../client/place.ts';
import { CellText } from './data-grid/grid-cell.tsx';
import classes from './leading-cell.module.css';

interface LeadingCellProps {
  readonly cell: Cell | undefined;
  readonly column: AnswerColumn;
  /** Whether the tab key stops there; a grid has its own keys. */
  readonly focusable?: boolean;
}

/** A value; the id of a session or an episode is a link to it. */
export function LeadingCell({ cell, column, focusable = true }: LeadingCellProps): ReactNode {
  const database = databaseOf(usePlace());
  const text = <CellText cell={cell} kind={column.kind} />;
  if (column.leadsTo === undefined || cell === undefined || cell === null || database === undefined) return text;
  const id = cellToText(cell);
  const place =
    column.leadsTo === 'session'
      ? ({ at: 'session', database, session: id } as const)
      : ({ at: 'episode', database, episode: id } as const);
  return (
    <a className={classes.link} href={addressOf(place)} tabIndex={focusable ? undefined : -1}>
      {text}
    </a>
  );
}
