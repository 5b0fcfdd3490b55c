import type { FileSetRequest, ImportRecord } from '#shared/model/import.ts';
import { name, sql } from '../../sql/sql.ts';
import { readRecords } from '../records/record.ts';
import { recordTables } from '../records/record-tables.ts';
import type { Writer } from '../writers/writer.ts';

/** What a database knows of some files from before. */
export interface Earlier {
  /** Ids of imports of the same bytes. */
  readonly same: readonly string[];
  /** Imports of the same paths, or of some of them, with other content, where that is to be replaced. */
  readonly outdated: readonly ImportRecord[];
  /** Every import that was looked at for this. */
  readonly alike: readonly string[];
}

export interface Offered {
  readonly request: FileSetRequest;
  readonly bytes: number;
  /** Of the content. */
  readonly checksum: Promise<string>;
}

/** Another import of these files ended first: what is to become of them has to be decided anew. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

export function sourceOf({ paths }: FileSetRequest): string {
  return paths.join('\n');
}

/** Whether an import was of these files, or of some of them, while others were not there yet. */
function isOf(source: string, paths: readonly string[]): boolean {
  return source.split('\n').every((path) => paths.includes(path));
}

/** The files are only waited for when a record has as many bytes. */
export async function earlierImports(writer: Writer, { request, bytes, checksum }: Offered): Promise<Earlier> {
  if (!(await writer.tables()).has(recordTables.imports)) return { same: [], outdated: [], alike: [] };
  const source = sourceOf(request);
  const records = await readRecords((query) => writer.ask(query));
  const alike = records.filter((record) => record.bytes === bytes || record.source === source);
  const ofSize = alike.filter((record) => record.bytes === bytes);
  const sum = ofSize.length === 0 ? '' : await checksum;
  const same = ofSize.filter((record) => record.checksum === sum).map(({ id }) => id);
  const outdated = records.filter((record) => request.replaces && isOf(record.source, request.paths));
  return { same, outdated: outdated.filter(({ id }) => !same.includes(id)), alike: alike.map(({ id }) => id) };
}

/**
 * Within the transaction, where no other import is at work any more. Throws {@link Overtaken} when one came meanwhile, or
 * one is gone to whose rows this one adds (`adding`).
 */
export async function assertNotOvertaken(
  writer: Writer,
  { request, bytes }: Offered,
  { alike }: Earlier,
  adding: boolean,
): Promise<void> {
  const rows = await writer.ask(
    sql`select import_id from ${name(recordTables.imports)} where bytes = ${bytes} or source = ${sourceOf(request)}`,
  );
  const now = new Set(rows.map(([id]) => id));
  const isGone = adding && alike.some((id) => !now.has(id));
  if (isGone || [...now].some((id) => !alike.includes(id ?? ''))) throw new Overtaken('Another import ended first');
}
