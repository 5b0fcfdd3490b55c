import { Button, Group, Select, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import {
  type ChartFormat,
  type ChartLook,
  chartFormats,
  chartFormatTitles,
  chartLookSchema,
} from '#shared/chart/request.ts';
import { client } from '../../client/client.ts';
import type { ChartOffer } from '../../client/export-asked.ts';
import { useSetting } from '../../client/settings.ts';
import classes from './chart-dialog.module.css';
import { ChartPreview } from './chart-preview.tsx';
import { copyData, copyImage } from './copy-chart.ts';
import { initialLook, LookFields } from './look-fields.tsx';
import { saveFile } from './save-file.ts';
import { isPointFormat, type PointFormat, pointFormats, savePoints } from './save-points.ts';

export interface ChartFormProps {
  readonly offer: ChartOffer;
  close(): void;
}

/** How a chart is to look as a file, beside the very picture. */
export function ChartForm({ offer: { name, charts }, close }: ChartFormProps): ReactNode {
  const { chart } = charts[0]!;
  const [kept, setKept] = useSetting<ChartLook>('export.chart', initialLook);
  const [wanted, setFormat] = useSetting<ChartFormat | PointFormat>('export.chart.format', 'svg');
  const hasPoints = chart.sources.length > 0;
  const format = isPointFormat(wanted) && !hasPoints ? 'csv' : wanted;
  const [draft, setDraft] = useState<ChartLook>({ ...initialLook, ...kept });
  const parsed = chartLookSchema.safeParse(draft);
  const look = parsed.success ? parsed.data : undefined;
  const change = (part: Partial<ChartLook>) => setDraft((now) => ({ ...now, ...part }));
  const start = () => {
    if (look === undefined) return;
    close();
    setKept(look);
    if (isPointFormat(format)) savePoints(chart, name, pointFormats[format].format);
    else void saveFile(client.exports.saveChart({ chart, look, format, name: `${name}.${format}` }), ['row', 'rows']);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <ChartPreview chart={chart} look={look} />
      <Stack gap="sm">
        <Select
          label="Format"
          data={[
            ...chartFormats.map((each) => ({ value: each, label: chartFormatTitles[each] })),
            ...(hasPoints ? Object.entries(pointFormats).map(([value, { label }]) => ({ value, label })) : []),
          ]}
          value={format}
          allowDeselect={false}
          onChange={(next) => next !== null && setFormat(next as ChartFormat | PointFormat)}
          data-autofocus
        />
        <LookFields look={draft} change={change} />
        <Group gap="xs">
          <Button
            variant="default"
            disabled={look === undefined}
            onClick={() => look !== undefined && copyImage(chart, look)}
          >
            Copy as image
          </Button>
          <Button
            variant="default"
            disabled={look === undefined}
            onClick={() => look !== undefined && copyData(chart, look)}
          >
            Copy as data
          </Button>
        </Group>
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
