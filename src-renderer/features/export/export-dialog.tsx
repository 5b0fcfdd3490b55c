import { Button, Group, Radio, Select, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type ExportFormat, formatTitles, sessionFormats, tableFormats } from '#shared/model/export-formats.ts';
import { client } from '../../client/client.ts';
import { type ExportOffer, exportAsked } from '../../client/export-asked.ts';
import { useSetting } from '../../client/settings.ts';
import { useStore } from '../../client/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { saveFile } from './save-file.ts';

/** Asks which rows and which format, wherever rows can be exported. */
export function ExportDialog(): ReactNode {
  const offer = useStore(exportAsked);
  if (offer === undefined) return null;
  const close = () => exportAsked.set(undefined);
  return (
    <Dialog onClose={close} title={`Export ${offer.name}`} size={420}>
      <ExportForm offer={offer} close={close} />
    </Dialog>
  );
}

interface ExportFormProps {
  readonly offer: ExportOffer;
  close(): void;
}

function ExportForm({ offer: { database, name, parts }, close }: ExportFormProps): ReactNode {
  const [chosen, setChosen] = useState('0');
  const [kept, setKept] = useSetting<ExportFormat>('export.format', 'csv');
  const source = parts[Number(chosen)]?.source;
  if (source === undefined) return null;
  const formats: readonly ExportFormat[] = source.kind === 'session' ? sessionFormats : tableFormats;
  const format = formats.includes(kept) ? kept : 'csv';
  const start = () => {
    close();
    void saveFile(client.exports.save({ database, source, format, name: `${name}.${format}` }), ['row', 'rows']);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Stack gap="md">
        {parts.length > 1 && (
          <Radio.Group label="What" value={chosen} onChange={setChosen}>
            <Stack gap={6} mt={6}>
              {parts.map(({ label }, at) => (
                <Radio key={label} size="xs" value={String(at)} label={label} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Select
          label="Format"
          data={formats.map((each) => ({ value: each, label: titleOf(each, source.kind === 'session') }))}
          value={format}
          allowDeselect={false}
          onChange={(next) => next !== null && setKept(next as ExportFormat)}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit">Export</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A format that holds one table takes the steps of a session. */
function titleOf(format: ExportFormat, isSession: boolean): string {
  const nests = format === 'zip' || format === 'json' || format === 'xlsx';
  return isSession && !nests ? `${formatTitles[format]} of all steps` : formatTitles[format];
}
