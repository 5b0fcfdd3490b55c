import type { Bytes } from '#shared/model/bulk.ts';
import { distinctNames } from '#shared/model/distinct-names.ts';
import type { ChartFileInput } from '#shared/model/export.ts';
import { columnOf } from '#shared/model/page.ts';
import { writeParquet } from './parquet/parquet.ts';

/** What a chart draws as Parquet: text, doubles and whole numbers as the columns say; the same rows are the same bytes. */
export async function chartFile(input: ChartFileInput, signal: AbortSignal | undefined): Promise<Bytes> {
  const { columns, rows, scratch, provenance } = input;
  // Two axes may be called alike.
  const names = distinctNames(
    columns.map(({ name }) => name),
    2,
    ' ',
  );
  const table = {
    columns: columns.map(({ kind }, at) => columnOf({ name: names[at]!, title: names[at]!, kind })),
    batches: once(rows),
  };
  const context = { scratch, signal, title: 'chart', provenance: new Map(provenance) };
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of writeParquet(table, context)) pieces.push(Uint8Array.from(piece));
  return new Blob(pieces);
}

async function* once<T>(only: T): AsyncGenerator<T> {
  yield only;
}
