import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { ImportTarget, Reject } from '#shared/model/import.ts';
import { failureOf } from '../../client/failure.ts';
import { countOf } from '../../format/number.ts';
import { InspectedGrid } from '../../ui/inspected-grid.tsx';
import { say } from '../../ui/toast.ts';
import { saveRejects } from './export-rejects.ts';
import { rejectSource } from './reject-source.ts';
import classes from './report.module.css';
import { stemOf } from './suggested-file.ts';

interface RejectsProps {
  readonly into: ImportTarget;
  /** The import's record, where all of its rejects are kept; `null` when nothing was kept. */
  readonly id: string | null;
  readonly rejected: number;
  /** The first of them, where there is no record. */
  readonly known: readonly Reject[];
  /** What the files are called. */
  readonly name: string;
}

/** Rows that could not be taken in: file, line, column, reason and the row as it was. */
export function Rejects({ into, id, rejected, known, name }: RejectsProps): ReactNode {
  const source = useMemo(() => rejectSource(into, id, rejected, known), [into, id, rejected, known]);
  const [saving, setSaving] = useState(false);
  const save = (format: 'csv' | 'json') => {
    setSaving(true);
    saveRejects({ into, id, known }, `${stemOf(name)}-rejected`, format)
      .catch((thrown: unknown) => say({ text: failureOf(thrown).message, tone: 'bad' }))
      .finally(() => setSaving(false));
  };
  const some = id === null && known.length < rejected;
  return (
    <section className={classes.rejects} aria-label="Rejected rows">
      <div className={classes.bar}>
        <h3>
          {countOf(rejected, ['row', 'rows'])} could not be taken in
          {some && `; nothing was kept of this import, so the first ${known.length} are shown`}
        </h3>
        <Group gap={4}>
          {(['csv', 'json'] as const).map((format) => (
            <Button
              key={format}
              variant="default"
              loading={saving}
              leftSection={<IconDownload size={14} />}
              onClick={() => save(format)}
            >
              {`Save as ${format.toUpperCase()}`}
            </Button>
          ))}
        </Group>
      </div>
      <InspectedGrid
        panel="rejects"
        label="Rejected rows"
        remember="import.rejects"
        source={source}
        numbers
        takesFocus={false}
      />
    </section>
  );
}
