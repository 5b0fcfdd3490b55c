import { Button, Group, NumberInput, SegmentedControl, Select, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { columnsFor } from '#shared/chart/columns.ts';
import {
  type ChartFormat,
  type ChartLook,
  type ChartSet,
  chartFormats,
  chartFormatTitles,
  chartLookSchema,
  pageFormats,
} from '#shared/chart/request.ts';
import { client } from '../../client/client.ts';
import { useSetting } from '../../client/settings.ts';
import classes from './chart-dialog.module.css';
import type { ChartFormProps } from './chart-form.tsx';
import { ChartPreview } from './chart-preview.tsx';
import { initialLook, LookFields } from './look-fields.tsx';
import { saveFile } from './save-file.ts';

const ways = [
  { value: 'page', label: 'One page' },
  { value: 'files', label: 'A file each (zip)' },
];

/** How several charts are to look as one page or as files, beside the very page. */
export function ChartsForm({ offer: { name, charts }, close }: ChartFormProps): ReactNode {
  const [kept, setKept] = useSetting<ChartLook>('export.chart', initialLook);
  const [as, setAs] = useState<ChartSet['as']>('page');
  const [columns, setColumns] = useState(columnsFor(charts.length));
  const [wanted, setFormat] = useState<ChartFormat>('svg');
  const [draft, setDraft] = useState<ChartLook>({ ...initialLook, ...kept });
  const formats: readonly ChartFormat[] = as === 'page' ? pageFormats : chartFormats;
  const format = formats.includes(wanted) ? wanted : 'svg';
  const parsed = chartLookSchema.safeParse(draft);
  const look = parsed.success ? parsed.data : undefined;
  const set: ChartSet = { charts: [...charts], as, columns };
  const start = () => {
    if (look === undefined) return;
    close();
    setKept(look);
    const ending = as === 'page' ? format : 'zip';
    void saveFile(client.exports.saveCharts({ set, look, format, name: `${name}.${ending}` }), ['row', 'rows']);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <ChartPreview chart={{ ...set, as: 'page' }} look={look} />
      <Stack gap="sm">
        <SegmentedControl
          aria-label="As"
          data={ways}
          value={as}
          onChange={(next) => setAs(next === 'files' ? 'files' : 'page')}
          data-autofocus
        />
        <Select
          label="Format"
          data={formats.map((each) => ({ value: each, label: chartFormatTitles[each] }))}
          value={format}
          allowDeselect={false}
          onChange={(next) => next !== null && setFormat(next as ChartFormat)}
        />
        {as === 'page' && (
          <NumberInput
            label="Beside each other"
            min={1}
            max={Math.min(charts.length, 20)}
            allowDecimal={false}
            value={columns}
            onChange={(next) => Number(next) >= 1 && setColumns(Math.min(Math.trunc(Number(next)), 20))}
          />
        )}
        <LookFields look={draft} change={(part) => setDraft((now) => ({ ...now, ...part }))} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" disabled={look === undefined}>
            Export
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
