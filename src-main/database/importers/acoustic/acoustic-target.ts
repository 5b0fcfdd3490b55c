import { Failure } from '#shared/model/failure.ts';
import { join, name, type Sql, sql } from '../../sql/sql.ts';
import { countOn } from '../count-on.ts';
import type { TargetInfo } from '../importer.ts';

/** Tables that logs fill, with what tells their rows apart besides the study. */
export const logTables = {
  biomechanics_imports: ['biomechanics_file', 'knee', 'maneuver'],
  audio_processing: ['audio_file_name', 'knee', 'maneuver'],
  synchronizations: ['knee', 'maneuver', 'pass_number', 'speed', 'sync_file_name'],
  movement_cycles: ['knee', 'maneuver', 'pass_number', 'speed', 'cycle_index', 'cycle_file'],
} as const;
export type LogTable = keyof typeof logTables;

/** Ids of what the database has, and the next that are free. */
export interface AcousticTarget {
  /** By study and number: `AOA 1011`. */
  readonly enrolments: ReadonlyMap<string, number>;
  /** By table and {@link keyOf}. */
  readonly rows: ReadonlyMap<LogTable, ReadonlyMap<string, number>>;
  next(table: LogTable | 'studies' | 'participants'): number;
  /** The largest id so far. */
  last(table: string): number;
}

/** Tables with ids of their own. */
const counted = ['participants', 'studies', ...Object.keys(logTables)];

/**
 * What tells a row from others. The schema's own keys have passes and speeds in them, which only walking has: where they
 * are NULL, the file tells.
 */
export function keyOf(table: LogTable, study: number, row: Readonly<Record<string, unknown>>): string {
  const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const values = logTables[table].map((column) => textOf(row[column]));
  const isTold = 'pass_number' in row && textOf(row['pass_number']) !== null && textOf(row['speed']) !== null;
  return JSON.stringify([study, ...(isTold ? values.slice(0, -1) : values)]);
}

/** Throws BAD_INPUT for a database of another layout than the newest. */
export async function acousticTarget(target: TargetInfo | null, wanted: ReadonlySet<string>): Promise<AcousticTarget> {
  const counters = new Map<string, number>();
  const next = (table: string): number => {
    const id = (counters.get(table) ?? 0) + 1;
    counters.set(table, id);
    return id;
  };
  const last = (table: string): number => counters.get(table) ?? 0;
  const nothing = { enrolments: new Map(), rows: new Map(), next, last };
  if (target === null || !target.tables.has('studies')) return nothing;
  refuseOther(target);
  for (const table of counted) {
    const [row] = await target.ask(sql`select max(id) from ${name(table)}`);
    counters.set(table, Number(row?.[0] ?? 0));
  }
  const known = await target.ask(sql`select study_name, study_participant_id, id from studies`);
  const enrolments = new Map(known.map(([study, number, id]) => [`${study} ${number}`, Number(id)]));
  const ids = [...enrolments].filter(([each]) => wanted.has(each)).map(([, id]) => id);
  const rows = new Map<LogTable, ReadonlyMap<string, number>>();
  for (const table of Object.keys(logTables) as LogTable[]) rows.set(table, await keysOf(target, table, ids));
  return { enrolments, rows, next, last };
}

async function keysOf(
  target: TargetInfo,
  table: LogTable,
  studies: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  if (studies.length === 0) return new Map();
  const key = join(logTables[table].map((column) => name(column)));
  const found = await target.ask(
    sql`select id, study_id, ${key} from ${name(table)} where study_id in (${join(studies.map((id) => sql`${id}`))})`,
  );
  return new Map(
    found.map(([id, study, ...values]) => {
      const row = Object.fromEntries(logTables[table].map((column, at) => [column, values[at]]));
      return [keyOf(table, Number(study), row), Number(id)];
    }),
  );
}

function refuseOther({ tables }: TargetInfo): void {
  const isNewest =
    tables.get('studies')?.has('study_name') === true &&
    tables.get('synchronizations')?.has('audio_selected_sync_time') === true &&
    tables.get('movement_cycles')?.has('audio_artifact_dropout_fail') === true;
  if (isNewest) return;
  throw new Failure(
    'BAD_INPUT',
    'This database has another layout of the acoustic schema than the newest, which logs are read into. Import them into a new database.',
  );
}

/** Lets the engine's counters go on behind the ids that were given. */
export async function countOnAll(target: TargetInfo | null, { last }: AcousticTarget): Promise<readonly Sql[]> {
  const all: Sql[] = [];
  for (const table of counted) all.push(...(await countOn(target, table, last(table))));
  return all;
}
