import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { findTable } from '#shared/model/catalogue.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useCatalogue } from '../../client/queries.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Structure } from './structure.tsx';
import { TableRows } from './table-rows.tsx';

interface TablePageProps {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
}

/** One table: its rows, or its structure. */
export function TablePage({ database, schema, table: name }: TablePageProps): ReactNode {
  useCrumbs([
    { label: 'Tables', place: { at: 'tables', database } },
    { label: name, place: { at: 'table', database, schema, table: name } },
  ]);
  const catalogue = useCatalogue(database);
  const structure = usePlaceQuery()['part'] === 'structure';
  if (catalogue.failure !== undefined) return <FailureView failure={catalogue.failure} again={catalogue.again} />;
  if (catalogue.data === undefined) return <Waiting skeleton />;
  const table = findTable(catalogue.data, name, schema);
  if (table === undefined) return <Empty title={`There is no table ${schema}.${name} in this database`} />;
  const parts = (
    <SegmentedControl
      aria-label="Part of the table"
      data={[
        { value: '', label: 'Rows' },
        { value: 'structure', label: 'Structure' },
      ]}
      value={structure ? 'structure' : ''}
      onChange={(part) => setPlaceQuery({ part })}
    />
  );
  return structure ? (
    <Structure database={database} table={table} parts={parts} />
  ) : (
    <TableRows database={database} table={table} parts={parts} />
  );
}
