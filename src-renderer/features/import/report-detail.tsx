import { Button, Group } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ImportReport, ImportTarget } from '#shared/model/import.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { importPaths } from './choose-files.ts';
import { Counts } from './counts.tsx';
import { LeftOut } from './left-out.tsx';
import { MadeTables } from './made-tables.tsx';
import { Rejects } from './rejects.tsx';
import classes from './report.module.css';
import { UndoButton } from './undo-button.tsx';
import { Words } from './words.tsx';

interface ReportDetailProps {
  readonly report: ImportReport;
  readonly into: ImportTarget;
}

/** What became of one set of files: every row accounted for. */
export function ReportDetail({ report, into }: ReportDetailProps): ReactNode {
  const { id, message, counts, tables, leftOut, notices, failure, rejects, outcome, paths } = report;
  return (
    <>
      <div className={classes.report} data-alone={counts.rejected === 0 || undefined}>
        {outcome !== 'imported' && <p className={classes.message}>{message}</p>}
        <Counts counts={counts} />
        {failure !== null && failure.code !== 'CANCELLED' && <FailureView failure={failure} />}
        {(outcome === 'failed' || outcome === 'cancelled') && (
          <Group gap="xs">
            <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={() => importPaths(paths, into)}>
              Look at it again
            </Button>
          </Group>
        )}
        {outcome === 'imported' && <MadeTables tables={tables} />}
        <Words title="Good to know" words={notices} />
        <LeftOut parts={leftOut} />
        {id !== null && outcome === 'imported' && (
          <Group gap="xs" className={classes.tools}>
            <UndoButton into={into} id={id} tables={tables} />
          </Group>
        )}
      </div>
      {counts.rejected > 0 && (
        <Rejects into={into} id={id} rejected={counts.rejected} known={rejects} name={paths[0] ?? 'import'} />
      )}
    </>
  );
}
