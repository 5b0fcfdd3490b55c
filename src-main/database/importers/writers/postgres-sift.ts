import type pg from 'pg';
import { RowsFailed, type TableBatch } from '../importer.ts';
import { CopyLoader, endCopy } from './copy-loader.ts';
import { keepRows, sliceRows } from './row-subset.ts';
import type { Refused, WriteTable } from './writer.ts';

/**
 * Adds the rows of a batch that a table takes. Which these are is tried within a savepoint, halving what fails; what was
 * tried is taken back and the good rows are written again, since rows written within one carry another transaction's id.
 */
export async function siftIntoPostgres(client: pg.Client, table: WriteTable, batch: TableBatch): Promise<Refused[]> {
  const refused: Refused[] = [];
  await client.query('savepoint starling_sift');
  await tryRows(client, table, batch, 0, batch.rows, refused);
  await client.query('rollback to savepoint starling_sift');
  await client.query('release savepoint starling_sift');
  await copied(client, table, keepRows(batch, new Set(refused.map(({ row }) => row))));
  return refused;
}

async function tryRows(
  client: pg.Client,
  table: WriteTable,
  batch: TableBatch,
  first: number,
  last: number,
  refused: Refused[],
): Promise<void> {
  await client.query('savepoint starling_rows');
  try {
    await copied(client, table, sliceRows(batch, first, last));
    await client.query('release savepoint starling_rows');
    return;
  } catch (thrown) {
    const why = refusalOf(thrown);
    if (why === null) throw thrown;
    await endCopy(client);
    await client.query('rollback to savepoint starling_rows');
    await client.query('release savepoint starling_rows');
    if (last - first === 1) {
      refused.push({ row: first, ...why });
      return;
    }
  }
  const middle = Math.floor((first + last) / 2);
  await tryRows(client, table, batch, first, middle, refused);
  await tryRows(client, table, batch, middle, last, refused);
}

async function copied(client: pg.Client, table: WriteTable, batch: TableBatch): Promise<void> {
  if (batch.rows === 0) return;
  const loader = new CopyLoader(client, table);
  await loader.write(batch);
  await loader.finish();
}

/** What the server has against a row: constraints are class 23, values class 22. `null` for any other error. */
function refusalOf(thrown: unknown): Omit<Refused, 'row'> | null {
  if (thrown instanceof RowsFailed) return { column: thrown.column, reason: thrown.message };
  const { code, detail = '', message = '', column, constraint } = thrown as Record<string, string | undefined>;
  if (!/^2[23]/.test(code ?? '')) return null;
  const key = /^Key \((.*?)\)=/.exec(detail)?.[1]?.replaceAll('"', '') ?? null;
  if (code === '23505') return { column: key, reason: `There is another row with this ${key}` };
  if (code === '23502') return { column: column ?? null, reason: `It has no ${column}` };
  if (code === '23503') {
    const other = /table "(.*?)"/.exec(detail)?.[1];
    return { column: key, reason: `${other} has no row that it refers to` };
  }
  if (code === '23514') return { column: null, reason: `It breaks the check ${constraint}` };
  return { column: column ?? null, reason: message };
}
