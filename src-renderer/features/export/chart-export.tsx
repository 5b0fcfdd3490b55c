import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ChartRequest } from '#shared/chart/request.ts';
import { requestOfDrawn } from '#shared/chart/request-of.ts';
import type { DrawnChart } from '#shared/model/drawn-chart.ts';
import { chartAsked } from '../../client/export-asked.ts';

interface ChartExportProps {
  readonly name: string;
  /** What is drawn, or how to ask for it; nothing while there is no answer. */
  readonly chart: DrawnChart | ChartRequest | undefined;
}

/** The menu of a chart: opens the dialog in which it becomes a file or is copied. */
export function ChartExport({ name, chart }: ChartExportProps): ReactNode {
  const ask = () => {
    if (chart !== undefined) chartAsked.set({ name, chart: 'title' in chart ? requestOfDrawn(chart) : chart });
  };
  return (
    <Tooltip label="Export the chart…">
      <ActionIcon size={22} aria-label={`Export the chart of ${name}…`} disabled={chart === undefined} onClick={ask}>
        <IconDownload size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
