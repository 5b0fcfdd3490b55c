import { Button } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { ImportRecord } from '#shared/model/import.ts';
import { type AnswerColumn, columnOf } from '#shared/model/page.ts';
import { runAction } from '../../client/actions.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { addressOf, toPlace } from '../../client/place.ts';
import { countOf } from '../../format/number.ts';
import { pathsTitle } from '../../format/path.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { FilterBar } from '../../ui/data-grid/filter-bar.tsx';
import { useGridView } from '../../ui/data-grid/grid-view.ts';
import { memorySource } from '../../ui/data-grid/memory-source.ts';
import { cellOf, type GridRow } from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './job-page.module.css';
import { tableSums } from './table-sums.ts';
import { useRecords } from './use-records.ts';

/** Everything that was imported into a database, the latest first. */
export function ImportsPage({ database }: { readonly database: string }): ReactNode {
  useCrumbs([{ label: 'Imports', place: { at: 'imports', database } }]);
  const records = useRecords(database);
  if (records.failure !== undefined) return <FailureView failure={records.failure} again={records.again} />;
  if (records.data === undefined) return <Waiting skeleton />;
  if (records.data.length === 0) {
    return (
      <Empty
        title="Nothing was imported into this database yet"
        text="What Starling imports is recorded here, and can be undone."
      >
        <Button onClick={() => runAction('import')}>Import…</Button>
      </Empty>
    );
  }
  return <Records database={database} records={records.data} />;
}

const hidden = ['id'];

function Records({
  database,
  records,
}: {
  readonly database: string;
  readonly records: readonly ImportRecord[];
}): ReactNode {
  const [view, setView] = useGridView();
  const source = useMemo(
    () => memorySource(['imports', { database }, records], recordColumns, records.map(cellsOf)),
    [database, records],
  );
  const hrefOf = useMemo(
    () => (row: GridRow) => addressOf({ at: 'imported', database, id: String(cellOf(row, 'id')) }),
    [database],
  );
  return (
    <div className={classes.page}>
      <FilterBar view={view} onView={setView} placeholder="Search imports">
        {countOf(records.length, ['import', 'imports'])}
      </FilterBar>
      <DataGrid
        label="Imports"
        remember="imports"
        source={source}
        view={view}
        onView={setView}
        hidden={hidden}
        hrefOf={hrefOf}
        onOpen={(row) => toPlace({ at: 'imported', database, id: String(cellOf(row, 'id')) })}
      />
    </div>
  );
}

const recordColumns: readonly AnswerColumn[] = [
  columnOf({ name: 'source', title: 'files', kind: 'text' }),
  columnOf({ name: 'finished', title: 'imported', kind: 'time' }),
  columnOf({ name: 'importer', title: 'importer', kind: 'text' }),
  columnOf({ name: 'written', title: 'written', kind: 'integer', unit: 'rows' }),
  columnOf({ name: 'rejected', title: 'rejected', kind: 'integer', unit: 'rows' }),
  columnOf({ name: 'skipped', title: 'skipped', kind: 'integer', unit: 'rows' }),
  columnOf({ name: 'read', title: 'read', kind: 'integer', unit: 'rows' }),
  columnOf({ name: 'tables', title: 'tables', kind: 'text' }),
  columnOf({ name: 'bytes', title: 'size', kind: 'integer', unit: 'bytes' }),
  columnOf({ name: 'id', title: 'id', kind: 'text' }),
];

function cellsOf({ id, source, finished, importer, counts, tables, bytes }: ImportRecord) {
  const names = tableSums(tables)
    .map(({ name }) => name)
    .join(', ');
  const { written, rejected, skipped, read } = counts;
  return [sourceTitle(source), timeText(finished), importer, written, rejected, skipped, read, names, bytes, id];
}

/** A record keeps a path per line. */
export function sourceTitle(source: string): string {
  return pathsTitle(source.split('\n'));
}

function timeText(iso: string): string {
  return iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}
