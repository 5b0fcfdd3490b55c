import type { ReactNode } from 'react';
import type { TableInfo } from '#shared/model/catalogue.ts';
import { addressOf } from '../../client/place.ts';
import { countOf, formatCount } from '../../format/number.ts';
import classes from './structure.module.css';

interface StructureProps {
  readonly database: string;
  readonly table: TableInfo;
  readonly parts: ReactNode;
}

/** Columns, keys and indexes of a table, as the engine declares them. */
export function Structure({ database, table, parts }: StructureProps): ReactNode {
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <span>
          {table.kind}
          {table.estimatedRows !== null && `, about ${formatCount(table.estimatedRows)} rows`}
        </span>
        {parts}
      </div>
      {table.comment !== null && <p className={classes.comment}>{table.comment}</p>}
      <h2>{countOf(table.columns.length, ['column', 'columns'])}</h2>
      <Columns table={table} />
      {table.foreignKeys.length > 0 && <h2>References</h2>}
      <ul className={classes.keys}>
        {table.foreignKeys.map(({ columns, references }) => (
          <li key={columns.join()}>
            <code>{columns.join(', ')}</code> →{' '}
            <a href={addressOf({ at: 'table', database, schema: references.schema, table: references.name })}>
              {references.name} ({references.columns.join(', ')})
            </a>
          </li>
        ))}
      </ul>
      {table.indexes.length > 0 && <h2>Indexes</h2>}
      <ul className={classes.keys}>
        {table.indexes.map(({ name, columns, unique }) => (
          <li key={name}>
            <code>{name}</code> on {columns.join(', ')}
            {unique && ', unique'}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Columns({ table }: { readonly table: TableInfo }): ReactNode {
  return (
    <table className={classes.columns}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Rules</th>
          <th scope="col">Comment</th>
        </tr>
      </thead>
      <tbody>
        {table.columns.map((column) => (
          <tr key={column.name}>
            <th scope="row">{column.name}</th>
            <td>
              <code>{column.type}</code>
            </td>
            <td>{rulesOf(table, column)}</td>
            <td>{column.comment}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rulesOf(table: TableInfo, column: TableInfo['columns'][number]): string {
  const rules = [
    table.primaryKey.includes(column.name) ? 'primary key' : undefined,
    table.uniques.some((unique) => unique.length === 1 && unique[0] === column.name) ? 'unique' : undefined,
    column.nullable ? undefined : 'not NULL',
    column.generated ? 'generated' : undefined,
    column.default === null ? undefined : `default ${column.default}`,
  ];
  return rules.filter((rule) => rule !== undefined).join(', ');
}
