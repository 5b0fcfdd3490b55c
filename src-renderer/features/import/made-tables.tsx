import type { ReactNode } from 'react';
import type { ImportReport } from '#shared/model/import.ts';
import { countOf } from '../../format/number.ts';
import classes from './report.module.css';
import { tableSums } from './table-sums.ts';

/** Which tables an import filled, and which of these it made. */
export function MadeTables({ tables }: Pick<ImportReport, 'tables'>): ReactNode {
  if (tables.length === 0) return null;
  return (
    <table className={classes.tables} aria-label="Tables">
      <tbody>
        {tableSums(tables).map(({ name, created, rows }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={classes.rows}>{countOf(rows, ['row', 'rows'])}</td>
            <td>{created ? 'new table' : 'added to what was there'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
