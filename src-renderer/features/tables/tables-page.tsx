import { TextInput } from '@mantine/core';
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { TableInfo } from '#shared/model/catalogue.ts';
import { useAction } from '../../client/actions.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { addressOf, setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useCatalogue } from '../../client/queries.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { foundTables } from './found-tables.ts';
import classes from './tables.module.css';

interface TablesPageProps {
  readonly database: string;
}

/** Every table, view and file of a database. */
export function TablesPage({ database }: TablesPageProps): ReactNode {
  useCrumbs([{ label: 'Tables', place: { at: 'tables', database } }]);
  const catalogue = useCatalogue(database);
  const search = usePlaceQuery()['search'] ?? '';
  const field = useRef<HTMLInputElement>(null);
  useAction('filter', () => field.current?.select());
  if (catalogue.failure !== undefined) return <FailureView failure={catalogue.failure} again={catalogue.again} />;
  if (catalogue.data === undefined) return <Waiting skeleton />;
  const { tables } = catalogue.data;
  const found = foundTables(tables, search);
  return (
    <div className={classes.page}>
      <search className={classes.bar}>
        <TextInput
          ref={field}
          type="search"
          w={260}
          aria-label="Search tables and columns"
          placeholder="Search tables and columns"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setPlaceQuery({ search: event.currentTarget.value })}
          onKeyDown={(event) => event.key === 'ArrowDown' && focusRow(event, 0)}
        />
        <span className={classes.count}>
          {found.length === tables.length
            ? countOf(tables.length, ['table', 'tables'])
            : `${formatCount(found.length)} of ${countOf(tables.length, ['table', 'tables'])}`}
        </span>
      </search>
      {tables.length === 0 && <Empty title="This database holds no tables" />}
      {tables.length > 0 && found.length === 0 && <Empty title="No table or column is called that" />}
      <TableList database={database} tables={found} schemas={new Set(tables.map(({ schema }) => schema)).size} />
    </div>
  );
}

function focusRow(event: KeyboardEvent, at: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-table-row]')];
  rows[Math.min(Math.max(at, 0), rows.length - 1)]?.focus();
  event.preventDefault();
}

interface TableListProps extends TablesPageProps {
  readonly tables: readonly TableInfo[];
  readonly schemas: number;
}

function TableList({ database, tables, schemas }: TableListProps): ReactNode {
  return (
    <div className={classes.list}>
      {tables.map((table, at) => {
        const { schema, name, kind, estimatedRows, comment, columns, problem } = table;
        return (
          <a
            key={`${schema}.${name}`}
            data-table-row
            className={clsx(classes.row, problem !== null && classes.broken)}
            href={addressOf({ at: 'table', database, schema, table: name })}
            title={problem ?? comment ?? undefined}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') focusRow(event, at + 1);
              if (event.key === 'ArrowUp') focusRow(event, at - 1);
            }}
          >
            <span className={classes.name}>
              {schemas > 1 && <span className={classes.schema}>{schema}.</span>}
              {name}
            </span>
            <span className={classes.kind}>{kind === 'table' ? '' : kind}</span>
            <span className={classes.columns}>{countOf(columns.length, ['column', 'columns'])}</span>
            <span className={classes.rows}>
              {estimatedRows === null ? '' : countOf(estimatedRows, ['row', 'rows'])}
            </span>
            <span className={classes.comment}>
              {problem !== null && <IconAlertTriangle size={13} aria-hidden="true" />}
              {problem ??
                comment ??
                columns
                  .slice(0, 12)
                  .map((column) => column.name)
                  .join(', ')}
            </span>
          </a>
        );
      })}
    </div>
  );
}
