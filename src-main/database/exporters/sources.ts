import type { Cell } from '#shared/model/cell.ts';
import type { PartialSource } from '#shared/model/export.ts';
import { Failure } from '#shared/model/failure.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { DuckdbConnection } from '../drivers/duckdb/connection.ts';
import { cellRows } from '../drivers/duckdb/values.ts';
import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import { assertReadable } from '../queries/assert-readable.ts';
import { tableRelation } from '../queries/table-relation.ts';
import { wholeQuery } from '../queries/whole.ts';
import { raw, type Sql } from '../sql/sql.ts';
import { levelRows } from './level-rows.ts';
import { pagedRows } from './paged-rows.ts';
import type { TableStream } from './table-stream.ts';

type Rows = readonly (readonly Cell[])[];

/** Rows of a table, a query or a list, as a window shows them but whole, and about how many there are. */
export interface SourceRows {
  readonly rows: TableStream;
  readonly expected: number | null;
}

/** Reads what a window or a command wants in a file. Tables and queries go through one cursor, lists page by page. */
export async function rowsOf(
  opened: OpenedDatabase,
  source: PartialSource,
  signal: AbortSignal | undefined,
): Promise<SourceRows> {
  const options = optionsOf(signal);
  const { connection } = opened;
  const expected = source.range?.count ?? null;
  switch (source.kind) {
    case 'table': {
      const table = await opened.table(source.table);
      await assertReadable(connection, table, options);
      const { view, columns, range } = source;
      const query = wholeQuery(connection.dialect, tableRelation(connection, table), { ...view, columns, range });
      const plain = view.conditions.length === 0 && view.search.trim() === '';
      const rows = await cursor(connection, query, options);
      return { rows, expected: expected ?? (plain ? table.estimatedRows : null) };
    }
    case 'query': {
      const rows = await cursor(connection, raw(source.sql), options);
      try {
        return { rows: someOf(rows, source), expected };
      } catch (thrown) {
        await rows.close?.();
        throw thrown;
      }
    }
    case 'sessions':
    case 'episodes':
      return { rows: chosen(await levelRows(await opened.lens(), source, options), source), expected };
    default:
      return { rows: chosen(await pagedRows(await opened.lens(), source, options), source), expected };
  }
}

/** One statement, read to its end by one cursor. The columns are known before the first row is taken. */
async function cursor(connection: Connection, query: Sql, options: QueryOptions): Promise<TableStream> {
  if (connection instanceof DuckdbConnection) {
    const { first, all, close } = await begun(connection.chunks(query, options));
    const batches = mapped(all, ({ types, chunk }) => (chunk === null ? [] : cellRows(chunk, types)));
    return { columns: first.columns, batches, chunks: () => all, close };
  }
  const { first, all, close } = await begun(connection.stream(query, options));
  return { columns: first.columns, batches: mapped(all, ({ rows }) => rows), close };
}

/** A stream, and the first of it, which stays part of it. */
async function begun<T>(
  stream: AsyncIterable<T>,
): Promise<{ first: T; all: AsyncGenerator<T>; close(): Promise<void> }> {
  const pieces = stream[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) throw new Failure('BAD_INPUT', 'This statement has no answer that could be written to a file');
  const all = async function* (): AsyncGenerator<T> {
    yield first.value;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  };
  return { first: first.value, all: all(), close: async () => void (await pieces.return?.()) };
}

async function* mapped<T, U>(all: AsyncIterable<T>, map: (each: T) => U): AsyncGenerator<U> {
  for await (const each of all) yield map(each);
}

/** A person's own statement is not changed: rows before and behind the wanted ones are passed over as they come. */
function someOf(rows: TableStream, { view, range, columns }: PartialSource): TableStream {
  if (view.conditions.length > 0 || view.search !== '' || view.sort.length > 0)
    throw new Failure(
      'BAD_INPUT',
      'Rows of a statement are exported in its own order; filter and sort in the statement',
    );
  const { chunks: _, ...plain } = rows;
  const whole = range === undefined ? rows : { ...plain, batches: within(rows.batches, range) };
  return chosen(whole, { columns });
}

async function* within(batches: AsyncIterable<Rows>, range: { from: number; count: number }): AsyncGenerator<Rows> {
  let at = 0;
  for await (const batch of batches) {
    const some = batch.slice(Math.max(0, range.from - at), Math.max(0, range.from + range.count - at));
    at += batch.length;
    if (some.length > 0) yield some;
    if (at >= range.from + range.count) return;
  }
}

/** Only the wanted columns, in the wanted order. */
function chosen(
  rows: TableStream,
  { columns: names }: { readonly columns?: readonly string[] | undefined },
): TableStream {
  if (names === undefined) return rows;
  const places = names.map((name) => placeOf(rows.columns, name));
  return {
    close: rows.close,
    columns: places.map((at) => rows.columns[at] as AnswerColumn),
    batches: (async function* (): AsyncGenerator<Rows> {
      for await (const batch of rows.batches) yield batch.map((row) => places.map((at) => row[at] ?? null));
    })(),
  };
}

function placeOf(columns: readonly AnswerColumn[], name: string): number {
  const at = columns.findIndex((column) => column.name === name);
  if (at < 0) throw new Failure('BAD_INPUT', `There is no column “${name}” here. Load the list again.`);
  return at;
}
