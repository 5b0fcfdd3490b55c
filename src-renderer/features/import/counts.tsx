import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { ImportCounts } from '#shared/model/import.ts';
import { countOf, formatCount } from '../../format/number.ts';
import classes from './counts.module.css';

/** Where every row went: read is always the sum of the other three. */
export function Counts({ counts: { read, written, rejected, skipped } }: { readonly counts: ImportCounts }): ReactNode {
  return (
    <p className={classes.counts}>
      <strong>{countOf(read, ['row read', 'rows read'])}</strong>
      <span> = </span>
      <strong className={classes.good}>{formatCount(written)} written</strong>
      <span> + </span>
      <strong className={clsx(rejected > 0 && classes.bad)}>{formatCount(rejected)} rejected</strong>
      <span> + </span>
      <strong>{formatCount(skipped)} skipped</strong>
    </p>
  );
}
