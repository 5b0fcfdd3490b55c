import { Button, Group } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { ImportRecord, ImportTarget, Reject } from '#shared/model/import.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { toPlace } from '../../client/place.ts';
import { formatBytes } from '../../format/number.ts';
import { exactTime, formatDuration, relativeTime } from '../../format/time.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Counts } from './counts.tsx';
import { FilePath } from './file-names.tsx';
import { sourceTitle } from './imports-page.tsx';
import classes from './job-page.module.css';
import { MadeTables } from './made-tables.tsx';
import { Rejects } from './rejects.tsx';
import report from './report.module.css';
import { UndoButton } from './undo-button.tsx';
import { useRecords } from './use-records.ts';

interface ImportedPageProps {
  readonly database: string;
  readonly id: string;
}

/** One import of the past as the database remembers it. */
export function ImportedPage({ database, id }: ImportedPageProps): ReactNode {
  const records = useRecords(database);
  const record = records.data?.find((each) => each.id === id);
  const label = record === undefined ? id : sourceTitle(record.source);
  useCrumbs([
    { label: 'Imports', place: { at: 'imports', database } },
    { label, place: { at: 'imported', database, id } },
  ]);
  if (records.failure !== undefined) return <FailureView failure={records.failure} again={records.again} />;
  if (records.data === undefined) return <Waiting skeleton />;
  if (record === undefined) {
    return (
      <Empty title="This database knows no such import" text="It may have been undone.">
        <Button onClick={() => toPlace({ at: 'imports', database })}>All imports</Button>
      </Empty>
    );
  }
  return <Imported database={database} record={record} />;
}

const none: readonly Reject[] = [];

function Imported({ database, record }: { readonly database: string; readonly record: ImportRecord }): ReactNode {
  const { id, counts, tables, source } = record;
  const into = useMemo<ImportTarget>(() => ({ kind: 'database', database }), [database]);
  return (
    <div className={classes.page}>
      <div className={report.report} data-alone={counts.rejected === 0 || undefined}>
        <Counts counts={counts} />
        <MadeTables tables={tables} />
        <Facts record={record} />
        <Group gap="xs">
          <UndoButton into={into} id={id} tables={tables} onUndone={() => toPlace({ at: 'imports', database })} />
        </Group>
      </div>
      {counts.rejected > 0 && (
        <Rejects into={into} id={id} rejected={counts.rejected} known={none} name={sourceTitle(source)} />
      )}
    </div>
  );
}

function Facts({ record }: { readonly record: ImportRecord }): ReactNode {
  const { source, bytes, checksum, importer, importerVersion, settings, started, finished } = record;
  const end = new Date(finished);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Files', <FileLines key="files" source={source} />],
    ['Size', formatBytes(bytes)],
    [
      'Imported',
      <span
        key="time"
        title={relativeTime(end)}
      >{`${exactTime(end)}, in ${formatDuration(end.getTime() - Date.parse(started))}`}</span>,
    ],
    ['Importer', `${importer}, version ${importerVersion}`],
    ['Options', Object.keys(settings).length === 0 ? 'none' : JSON.stringify(settings)],
    ['SHA-256', checksum],
  ];
  return (
    <dl className={report.facts}>
      {facts.map(([term, fact]) => (
        <div key={term} style={{ display: 'contents' }}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function FileLines({ source }: { readonly source: string }): ReactNode {
  return source.split('\n').map((path) => (
    <div key={path}>
      <FilePath path={path} />
    </div>
  ));
}
