import type { TableFormat } from '#shared/model/export-formats.ts';
import { writeParquet } from './parquet/parquet.ts';
import type { Exporter } from './table-stream.ts';
import { writeCsv, writeJsonLines, writeMarkdown } from './text-formats.ts';
import { writeXlsx } from './xlsx/workbook.ts';

/** Every format of a table. Adding one: its writer here, its name in `#shared/model/export.ts`. */
export const exporters: Readonly<Record<TableFormat, Exporter>> = {
  csv: writeCsv,
  parquet: writeParquet,
  jsonl: writeJsonLines,
  xlsx: writeXlsx,
  md: writeMarkdown,
};
