/** Formats a table or an answer can be written in. */
export const tableFormats = ['csv', 'parquet', 'jsonl', 'xlsx', 'md'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** Formats a whole session can be written in: a table of all steps, or its episodes and steps side by side. */
export const sessionFormats = [...tableFormats, 'json', 'zip'] as const;
export type ExportFormat = (typeof sessionFormats)[number];

export const formatTitles: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  parquet: 'Parquet',
  jsonl: 'JSON lines',
  xlsx: 'Excel workbook',
  md: 'Markdown table',
  json: 'JSON',
  zip: 'Zip of CSV files',
};
