import type { ColumnData, ColumnValue, TableBatch } from '../importer.ts';

/** A batch without some of its rows; each that stays knows where it is from as before. */
export function keepRows(batch: TableBatch, without: ReadonlySet<number>): TableBatch {
  if (without.size === 0) return batch;
  const kept: number[] = [];
  for (let row = 0; row < batch.rows; row++) if (!without.has(row)) kept.push(row);
  const { origin } = batch;
  return {
    table: batch.table,
    rows: kept.length,
    columns: batch.columns.map((data) => kept.map((row) => data[row] as ColumnValue)),
    ...(origin === undefined ? {} : { origin: (row: number) => origin(kept[row] as number) }),
  };
}

/** Rows `first` up to `last`. */
export function sliceRows({ table, columns }: TableBatch, first: number, last: number): TableBatch {
  return { table, rows: last - first, columns: columns.map((data): ColumnData => data.slice(first, last)) };
}
