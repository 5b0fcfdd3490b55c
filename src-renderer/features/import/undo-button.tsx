import { Button, Group, Modal } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ErrorData } from '#shared/model/failure.ts';
import type { ImportReport, ImportTarget } from '#shared/model/import.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { countOf } from '../../format/number.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { say } from '../../ui/toast.ts';
import classes from './report.module.css';
import { tableSums } from './table-sums.ts';

interface UndoButtonProps {
  readonly into: ImportTarget;
  readonly id: string;
  readonly tables: ImportReport['tables'];
  onUndone?(): void;
}

/** Takes an import back; asks once, and says what goes. */
export function UndoButton({ into, id, tables, onUndone }: UndoButtonProps): ReactNode {
  const [state, setState] = useState<'idle' | 'asked' | 'running' | 'done'>('idle');
  const [failure, setFailure] = useState<ErrorData>();
  const undo = async () => {
    setState('running');
    try {
      const report = await client.imports.undo({ into, id });
      const rows = report.tables.reduce((sum, table) => sum + table.rows, 0);
      setState('done');
      say({ text: [`${countOf(rows, ['row', 'rows'])} removed`, ...report.notices].join('. '), tone: 'good' });
      onUndone?.();
    } catch (thrown) {
      setFailure(failureOf(thrown));
      setState('asked');
    }
  };
  const close = () => {
    setState('idle');
    setFailure(undefined);
  };
  if (state === 'done') return <span role="status">This import was taken back</span>;
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={() => setState('asked')}>
        Undo import…
      </Button>
      <Modal opened={state !== 'idle'} onClose={close} title="Undo import" size={480}>
        <p>This removes exactly what the import added:</p>
        <Removed tables={tables} />
        {failure !== undefined && <FailureView failure={failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            Keep it
          </Button>
          <Button className={classes.danger ?? ''} loading={state === 'running'} onClick={() => void undo()}>
            Undo import
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function Removed({ tables }: Pick<ImportReport, 'tables'>): ReactNode {
  const sums = tableSums(tables);
  return (
    <>
      <ul className={classes.remove}>
        {sums.map(({ name, created, rows }) => (
          <li key={name}>
            {created
              ? `the table ${name}, ${countOf(rows, ['row', 'rows'])}`
              : `${countOf(rows, ['row', 'rows'])} of ${name}`}
          </li>
        ))}
      </ul>
      {sums.some(({ created }) => created) && (
        <p className={classes.note}>A table that others have added to stays, with their rows</p>
      )}
    </>
  );
}
