import type { Reject } from '#shared/model/import.ts';
import type { ColumnValue, RowOrigin } from '../importer.ts';
import { textOf } from '../xlsx/sheet.ts';
import { type AcousticTarget, keyOf, type LogTable, logTables } from './acoustic-target.ts';
import { plainMoment } from './cell-values.ts';
import { type Identity, identityOf } from './identity.ts';
import type { LogBook, LogRecord } from './log-book.ts';
import {
  audioColumns,
  biomechanicsColumns,
  cycleColumns,
  type LogColumn,
  synchronizationColumns,
} from './log-columns.ts';
import { cellOf, LogFault, type LogRow, logRow } from './log-rows.ts';

/** What logs come to: rows by table, each with its id. */
export interface CollectedLogs {
  readonly people: readonly LogRow[];
  readonly enrolments: readonly LogRow[];
  readonly rows: ReadonlyMap<LogTable, readonly LogRow[]>;
  /** Where rows are from; those of people, which row named them first. */
  readonly origins: WeakMap<LogRow, RowOrigin>;
  readonly rejects: readonly Reject[];
  /** Rows that the database has already. */
  readonly known: number;
  /** Recordings by study and participant: `AOA 1011`. */
  readonly recordings: ReadonlyMap<string, number>;
  /** Cycles whose moments were reckoned from the recording's. */
  readonly reckoned: number;
  /** Recordings whose file has no time of its own. */
  readonly timeless: number;
}

export function collectLogs(
  books: readonly LogBook[],
  target: AcousticTarget,
  study: string | undefined,
  now: string,
): CollectedLogs {
  const logs = new Logs(target, study, now);
  for (const book of books) logs.take(book);
  return logs;
}

/** Rows of one log that others refer to. */
interface Linked {
  readonly byOldId: Map<string, number>;
  readonly all: Set<number>;
}

const longestRaw = 1000;

class Logs implements CollectedLogs {
  readonly people: LogRow[] = [];
  readonly enrolments: LogRow[] = [];
  readonly rows = new Map<LogTable, LogRow[]>();
  readonly origins = new WeakMap<LogRow, RowOrigin>();
  readonly rejects: Reject[] = [];
  readonly recordings = new Map<string, number>();
  known = 0;
  reckoned = 0;
  timeless = 0;
  readonly #target: AcousticTarget;
  readonly #study: string | undefined;
  readonly #now: string;
  readonly #enrolled = new Map<string, number>();
  readonly #ids = new Map<LogTable, Map<string, number>>();
  /** When each recording began. */
  readonly #recorded = new Map<number, ColumnValue>();

  constructor(target: AcousticTarget, study: string | undefined, now: string) {
    this.#target = target;
    this.#study = study;
    this.#now = now;
    for (const table of Object.keys(logTables) as LogTable[]) {
      this.rows.set(table, []);
      this.#ids.set(table, new Map(target.rows.get(table)));
    }
  }

  take(book: LogBook): void {
    const linked = (): Linked => ({ byOldId: new Map(), all: new Set() });
    const [biomechanics, audio, synchronizations] = [linked(), linked(), linked()];
    const [shared] = book.audio;
    for (const record of book.biomechanics)
      this.#row(book, record, 'biomechanics_imports', biomechanicsColumns, biomechanics, (given) => ({
        ...(shared === undefined ? {} : fromAudio(shared)),
        ...given,
      }));
    for (const record of book.audio) {
      const link = linkOf(record, /^biomechanics import id$/, biomechanics);
      this.#row(book, record, 'audio_processing', audioColumns, audio, (given) => ({
        ...given,
        biomechanics_import_id: link,
      }));
    }
    const links = (record: LogRecord): LogRow => ({
      audio_processing_id: linkOf(record, /^audio processing id$/, audio),
      biomechanics_import_id: linkOf(record, /^biomechanics import id$/, biomechanics),
    });
    for (const record of book.synchronizations) {
      this.#row(book, record, 'synchronizations', synchronizationColumns, synchronizations, (given) => ({
        ...given,
        ...links(record),
      }));
    }
    for (const [at, record] of book.cycles.entries()) {
      const link = synchronizationOf(record, synchronizations, this.rows.get('synchronizations') ?? []);
      const own: LogRow = { ...links(record), synchronization_id: link };
      const start = this.#recorded.get(Number(own['audio_processing_id'])) ?? null;
      this.#row(book, record, 'movement_cycles', cycleColumns, null, (given) =>
        this.#cycle(record, { ...given, ...own }, start, at),
      );
    }
  }

  /** Takes one row, and gives its id: a new one, or the one it has in the database. `null` for a row that is rejected. */
  #row(
    book: LogBook,
    record: LogRecord,
    table: LogTable,
    columns: readonly LogColumn[],
    linked: Linked | null,
    given: (identity: LogRow) => LogRow,
  ): number | null {
    try {
      const identity = identityOf(record, book, this.#study);
      const { knee, maneuver } = identity;
      const told = logRow(record, table, columns, given({ knee, maneuver }));
      const row = completed(table, told, record);
      const study = this.#enrol(identity, originOf(book, record));
      const key = keyOf(table, study, row);
      const ids = this.#ids.get(table) as Map<string, number>;
      const before = ids.get(key);
      if (before !== undefined) this.known += 1;
      const id = before ?? this.#target.next(table);
      ids.set(key, id);
      linked?.all.add(id);
      if (table === 'audio_processing') this.#recorded.set(id, row['recording_time'] ?? null);
      const old = linked === null ? null : cellOf(record, oldIds[table], 'whole', 'id');
      if (old !== null) linked?.byOldId.set(String(old), id);
      if (before === undefined && table === 'audio_processing' && told['file_time'] === null) this.timeless += 1;
      if (before === undefined) this.#add(table, identity, { id, study_id: study, ...row }, originOf(book, record));
      return id;
    } catch (thrown) {
      if (!(thrown instanceof LogFault)) throw thrown;
      this.rejects.push(rejectOf(book, record, thrown));
      return null;
    }
  }

  #add(table: LogTable, { study, participant }: Identity, row: LogRow, origin: RowOrigin): void {
    const times = { created_at: this.#now, updated_at: this.#now, ...this.#processed(table, row) };
    const added: LogRow = { ...row, is_active: true, ...times };
    this.rows.get(table)?.push(added);
    this.origins.set(added, origin);
    if (table !== 'audio_processing') return;
    const name = `${study} ${participant}`;
    this.recordings.set(name, (this.recordings.get(name) ?? 0) + 1);
  }

  #processed(table: LogTable, row: LogRow): LogRow {
    return table === 'movement_cycles' ? {} : { processing_date: row['processing_date'] ?? this.#now };
  }

  /** Regenerated logs have neither the moments of cycles nor their numbers. */
  #cycle(record: LogRecord, given: LogRow, recorded: ColumnValue, at: number): LogRow {
    const file = String(cellOf(record, /^cycle file$/, 'text', 'cycle_file') ?? '');
    const index = /_c(\d+)|cycle_(\d+)|outlier_(\d+)/.exec(file);
    const number = index === null ? at : Number(index[1] ?? index[2] ?? index[3]);
    const moment = (header: RegExp, name: string): ColumnValue => {
      const seconds = cellOf(record, header, 'number', name);
      return typeof seconds === 'number' && typeof recorded === 'string' ? later(recorded, seconds) : null;
    };
    const isReckoned = !record.names.some((name) => /^(audio )?start time$/.test(name));
    if (isReckoned) this.reckoned += 1;
    const moments = isReckoned
      ? { start_time: moment(/^start(?: time)? s$/, 'start_time'), end_time: moment(/^end(?: time)? s$/, 'end_time') }
      : {};
    return { ...given, ...moments, cycle_index: number };
  }

  #enrol({ study, participant }: Identity, origin: RowOrigin): number {
    const name = `${study} ${participant}`;
    const known = this.#target.enrolments.get(name) ?? this.#enrolled.get(name);
    if (known !== undefined) return known;
    const [person, id] = [this.#target.next('participants'), this.#target.next('studies')];
    this.#enrolled.set(name, id);
    const own = { id: person, created_at: this.#now };
    const enrolment = { study_name: study, study_participant_id: participant, created_at: this.#now };
    const enrolled = { id, participant_id: person, ...enrolment };
    this.people.push(own);
    this.enrolments.push(enrolled);
    for (const row of [own, enrolled]) this.origins.set(row, origin);
    return id;
  }
}

const oldIds: Readonly<Record<LogTable, RegExp>> = {
  biomechanics_imports: /^biomechanics import id$/,
  audio_processing: /^audio processing id$/,
  synchronizations: /^synchronization id$/,
  movement_cycles: /^movement cycle id$/,
};

/** By the id that the log has for it, else the only one there is. */
function linkOf(record: LogRecord, header: RegExp, { byOldId, all }: Linked): number | null {
  const old = cellOf(record, header, 'whole', 'id');
  if (old !== null) return byOldId.get(String(old)) ?? null;
  const [only] = all;
  return all.size === 1 ? (only ?? null) : null;
}

/** Older logs name the file, the pass and the speed instead of an id. */
function synchronizationOf(record: LogRecord, linked: Linked, rows: readonly LogRow[]): number | null {
  const direct = linkOf(record, oldIds.synchronizations, linked);
  if (direct !== null) return direct;
  const file = cellOf(record, /^sync file(?: name)?$/, 'text', 'sync_file_name');
  const own =
    file === null ? undefined : rows.find((row) => row['sync_file_name'] === file && linked.all.has(Number(row['id'])));
  return own === undefined ? null : Number(own['id']);
}

/** What older logs say of biomechanics with the recording. */
function fromAudio(audio: LogRecord): LogRow {
  return {
    biomechanics_type: cellOf(audio, /^biomechanics type$/, 'text', 'biomechanics_type'),
    biomechanics_sync_method: cellOf(audio, /^biomechanics sync method$/, 'lower', 'biomechanics_sync_method'),
    biomechanics_notes: cellOf(audio, /^biomechanics notes$/, 'text', 'biomechanics_notes'),
  };
}

function completed(table: LogTable, row: LogRow, record: LogRecord): LogRow {
  if (table === 'audio_processing') return completedAudio(row, record);
  if (table !== 'synchronizations' && table !== 'movement_cycles') return row;
  if (row['audio_processing_id'] === null) throw new LogFault('audio_processing_id', 'Its recording is not in the log');
  if (table === 'synchronizations' && row['biomechanics_import_id'] === null)
    throw new LogFault('biomechanics_import_id', 'Its biomechanics are not in the log');
  const side = `audio_sync_time_${String(row['knee'])}`;
  const own = cellOf(record, /^audio sync time(?: s)?$/, 'number', side);
  return table === 'synchronizations' && row[side] === null ? { ...row, [side]: own } : row;
}

/** A time of day goes with the date; what has segments in which it failed has failed, where nothing says it. */
function completedAudio(row: LogRow, record: LogRecord): LogRow {
  const [date, time] = [String(row['recording_date']), String(row['recording_time'])];
  const moment = time.includes('-') ? time : `${date.slice(0, 10)} ${time}`;
  const failed = ['', '1', '2', '3', '4'].flatMap((channel): readonly (readonly [string, boolean])[] => {
    const [header, mark] = channel === '' ? ['', ''] : [` (?:ch|mic )${channel}`, `_ch${channel}`];
    const flag = new RegExp(`^(?:qc fail|qc not passed)${header}$`);
    const segments = row[`qc_fail_segments${mark}`];
    return cellOf(record, flag, 'text', `audio_qc_fail${mark}`) === null
      ? [[`audio_qc_fail${mark}`, typeof segments === 'string' && segments !== '[]']]
      : [];
  });
  return { ...row, ...Object.fromEntries(failed), recording_time: moment, file_time: row['file_time'] ?? moment };
}

function later(moment: string, seconds: number): string {
  const at = Date.parse(`${moment.replace(' ', 'T')}Z`);
  return plainMoment(new Date(at + Math.round(seconds * 1000)).toISOString().slice(0, -1).replace('T', ' '));
}

function originOf({ file }: LogBook, { sheet, row }: LogRecord): RowOrigin {
  return { file: `${file.name}, sheet ${sheet}`, line: row };
}

function rejectOf(book: LogBook, record: LogRecord, { column, message }: LogFault): Reject {
  const { file, line } = originOf(book, record);
  const raw = [...record.cells].map(([name, value]) => `${name}: ${textOf(value)}`).join(' | ');
  return { file, line, column, reason: message, raw: raw.slice(0, longestRaw) };
}
