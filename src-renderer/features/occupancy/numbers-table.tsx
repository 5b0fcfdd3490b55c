import type { ReactNode } from 'react';
import tables from './tables.module.css';

interface NumbersTableProps {
  readonly titles: readonly string[];
  /** The rows, whose first cell is a head. */
  readonly children: ReactNode;
}

/** Numbers under titles. */
export function NumbersTable({ titles, children }: NumbersTableProps): ReactNode {
  return (
    <table className={tables.numbers}>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
