import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ChartRequest } from '#shared/chart/request.ts';
import { chartAsked } from '../../client/export-asked.ts';

interface ChartExportProps {
  readonly name: string;
  /** How to ask for what is drawn; nothing while there is no answer. */
  readonly chart: ChartRequest | undefined;
}

/** The menu of a chart: opens the dialog in which it becomes a file or is copied. */
export function ChartExport({ name, chart }: ChartExportProps): ReactNode {
  const ask = () => {
    if (chart !== undefined) chartAsked.set({ name, charts: [{ name, chart }] });
  };
  return (
    <Tooltip label="Export the chart…">
      <ActionIcon size={22} aria-label={`Export the chart of ${name}…`} disabled={chart === undefined} onClick={ask}>
        <IconDownload size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
