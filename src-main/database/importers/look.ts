import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Cell } from '#shared/model/cell.ts';
import { asFailure } from '#shared/model/failure.ts';
import type { FileSetRequest, ImportLook, ImportPlan, PlannedTable } from '#shared/model/import.ts';
import { cellRows } from '../drivers/duckdb/values.ts';
import { asMisled, checkedOptions, choose } from './choose.ts';
import { groupFiles } from './group.ts';
import type { ColumnValue, TableSource, TargetInfo } from './importer.ts';
import { type Offer, offerOf } from './offer.ts';
import { readRecords } from './records/record.ts';
import { recordTables } from './records/record-tables.ts';
import { fingerprint } from './run/fingerprint.ts';
import { declaredType } from './types.ts';

export interface LookTools {
  readonly duckdb: DuckDBConnection;
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly target: TargetInfo | null;
}

/** Rows shown of each table. */
const previewRows = 20;

/** What importing files would do. A set that no importer takes is refused with the reason; the others are planned. */
export async function look(sets: readonly FileSetRequest[], group: boolean, tools: LookTools): Promise<ImportLook> {
  const plans: ImportPlan[] = [];
  const refused: ImportLook['refused'][number][] = [];
  for (const set of group ? await groupFiles(sets) : sets) {
    try {
      plans.push(await planSet(set, tools));
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code === 'CANCELLED') throw failure;
      refused.push({ paths: set.paths, failure: failure.data });
    }
  }
  return { plans, refused };
}

export async function planSet(set: FileSetRequest, tools: LookTools): Promise<ImportPlan> {
  const offer = await offerOf(set.paths);
  const chosen = await choose(offer, set.importer);
  const { importer, known, sure, why } = chosen;
  const options = checkedOptions(importer, set.options);
  const context = { ...tools, careful: false, looking: true, after: null };
  const prepared = await importer.prepare(offer, options, context).catch((thrown: unknown) => {
    throw asMisled(chosen, offer, thrown);
  });
  const tables: PlannedTable[] = [];
  for (const source of prepared.tables) tables.push(await planTable(source, tools));
  const bytes = offer.files.reduce((sum, file) => sum + file.bytes, 0);
  const { sessions, leftOut, notices, questions } = prepared;
  return {
    ...{ paths: set.paths, files: offer.files.map((file) => ({ path: file.path, bytes: file.bytes })), bytes },
    ...{ importer: importer.id, title: importer.title, sure, why, candidates: known, into: importer.into },
    ...{ sessions, tables, leftOut, notices, questions, options },
    optionsSchema: z.toJSONSchema(importer.options, { io: 'input', unrepresentable: 'any' }),
    earlier: await earlierImport(offer, bytes, tools),
  };
}

async function planTable(source: TableSource, { duckdb, target }: LookTools): Promise<PlannedTable> {
  const there = target?.tables.get(source.name);
  return {
    name: source.name,
    exists: target === null ? null : there !== undefined,
    columns: source.columns.map(({ name, type, reason = '' }) => ({
      name,
      type: there?.get(name) ?? declaredType(target?.engine ?? 'duckdb', type),
      valueType: type,
      reason,
    })),
    rows: source.rows,
    preview: source.relation === undefined ? previewOf(source) : await firstRows(duckdb, source.relation.select),
  };
}

function previewOf({ preview = [] }: TableSource): readonly (readonly Cell[])[] {
  return preview.slice(0, previewRows).map((row) => row.map(cellOf));
}

function cellOf(value: ColumnValue): Cell {
  if (typeof value === 'bigint') return { k: 'int', t: String(value) };
  if (value instanceof Uint8Array) return { k: 'blob', size: value.length, hex: Buffer.from(value).toString('hex') };
  return typeof value === 'number' && !Number.isFinite(value) ? { k: 'float', t: String(value) } : value;
}

async function firstRows(duckdb: DuckDBConnection, select: string): Promise<readonly (readonly Cell[])[]> {
  const result = await duckdb.stream(`select * from (${select}) limit ${previewRows}`);
  const types = result.columnTypes();
  const rows: (readonly Cell[])[] = [];
  for await (const chunk of result) rows.push(...cellRows(chunk, types));
  return rows;
}

async function earlierImport(
  offer: Offer,
  bytes: number,
  { target, signal }: LookTools,
): Promise<ImportPlan['earlier']> {
  if (target === null || !target.tables.has(recordTables.imports)) return null;
  const same = (await readRecords((query) => target.ask(query))).filter((record) => record.bytes === bytes);
  if (same.length === 0) return null;
  const checksum = await fingerprint(offer, signal);
  const found = same.find((record) => record.checksum === checksum);
  return found === undefined ? null : { id: found.id, finished: found.finished, rows: found.counts.written };
}
