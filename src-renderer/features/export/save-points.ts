import type { ChartRequest } from '#shared/chart/request.ts';
import type { TableFormat } from '#shared/model/export-formats.ts';
import { client } from '../../client/client.ts';
import { saveFile } from './save-file.ts';

/** Files of every point that a chart stands for, not only of those it draws. */
export const pointFormats = {
  'all.csv': { label: 'CSV of every point', format: 'csv' },
  'all.parquet': { label: 'Parquet of every point', format: 'parquet' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly format: TableFormat }>>;
export type PointFormat = keyof typeof pointFormats;

export function isPointFormat(format: string): format is PointFormat {
  return format in pointFormats;
}

/** One file for each database that the chart draws from. */
export function savePoints({ sources }: ChartRequest, name: string, format: TableFormat): void {
  for (const [database, some] of Map.groupBy(sources, (source) => source.database)) {
    const requests = some.map(({ request }) => request);
    const asked = client.exports.save({
      database,
      source: { kind: 'series', requests },
      format,
      name: `${name}.${format}`,
    });
    void saveFile(asked, ['point', 'points']);
  }
}
