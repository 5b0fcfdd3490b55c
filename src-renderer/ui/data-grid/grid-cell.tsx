import { clsx } from 'clsx';
import { memo, type ReactNode } from 'react';
import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import { cellFace } from '../../format/cell.ts';
import classes from './grid-cell.module.css';

interface CellProps {
  readonly cell: Cell | undefined;
  readonly kind: ColumnKind;
}

/** What stands in a cell. A value on its way is a grey bar of the same height, so nothing moves when it comes. */
export const CellText = memo(function CellText({ cell, kind }: CellProps): ReactNode {
  if (cell === undefined) return <span className={classes.bar} aria-hidden="true" />;
  const { text, tone, aside } = cellFace(cell, kind);
  return (
    <>
      <span className={clsx(classes.text, tone !== 'value' && classes[tone])}>{text}</span>
      {aside !== undefined && <span className={classes.aside}>{aside}</span>}
    </>
  );
});
