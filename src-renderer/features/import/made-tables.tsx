import type { ReactNode } from 'react';
import type { ImportRecord } from '#shared/model/import.ts';
import { countOf } from '../../format/number.ts';
import classes from './report.module.css';
import { tableSums } from './table-sums.ts';

/** Which tables an import filled, and which of these it made. */
export function MadeTables({ tables }: Pick<ImportRecord, 'tables'>): ReactNode {
  if (tables.length === 0) return null;
  return (
    <ul className={classes.tables} aria-label="Tables">
      {tableSums(tables).map(({ name, created, rows }) => (
        <li key={name}>
          <strong>{name}</strong> <span>{countOf(rows, ['row', 'rows'])}</span>{' '}
          <span>{created ? 'made by this import' : 'added to it'}</span>
        </li>
      ))}
    </ul>
  );
}
