import type { Reject } from '#shared/model/import.ts';
import { name, sql } from '../../sql/sql.ts';
import type { TargetInfo } from '../importer.ts';
import { recordTables } from './record-tables.ts';

/** Rows of one answer. */
const atOnce = 10_000;

/** What one import rejected, from the reject behind number `after`. */
export async function readRejects(target: TargetInfo, id: string, after: number): Promise<readonly Reject[]> {
  if (!target.tables.has(recordTables.rejects)) return [];
  const rows = await target.ask(
    sql`select file, line, column_name, reason, raw from ${name(recordTables.rejects)}
      where import_id = ${id} and number > ${after} and number <= ${after + atOnce} order by number`,
  );
  return rows.map(([file, line, column, reason, raw]) => ({
    file: file ?? '',
    line: line === null || line === undefined ? null : Number(line),
    column: column ?? null,
    reason: reason ?? '',
    raw: raw ?? '',
  }));
}
