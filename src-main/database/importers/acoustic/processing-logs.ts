import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { LeftOutPart } from '#shared/model/import.ts';
import type {
  ColumnValue,
  Importer,
  PrepareContext,
  Prepared,
  Recognition,
  SourceColumn,
  TableBatch,
  TableSource,
} from '../importer.ts';
import { LeftOutParts, leftOutOf, sentence } from '../left-out.ts';
import type { Offer } from '../offer.ts';
import { acousticTarget, countOnAll, type LogTable, logTables } from './acoustic-target.ts';
import { type CollectedLogs, collectLogs } from './collect-logs.ts';
import { identityOf, lacksStudy, studies } from './identity.ts';
import { type LogBook, logBookOf } from './log-book.ts';
import {
  audioColumns,
  biomechanicsColumns,
  cycleColumns,
  type LogColumn,
  synchronizationColumns,
} from './log-columns.ts';
import { LogFault, type LogRow, unknownHeaders } from './log-rows.ts';

const options = z.object({
  study: z.enum(studies).optional().meta({
    title: 'Study',
    description: 'Of logs that do not say theirs: those since February 2026 name the participant only',
  }),
});

/** Workbooks in which the processing of knee recordings was logged, of either era, a sheet a table. */
export const processingLogsImporter: Importer<typeof options> = {
  id: 'acoustic-logs',
  title: 'Knee processing logs',
  version: 1,
  into: 'acoustic',
  options,
  look,
  prepare,
};

async function look(offer: Offer): Promise<Recognition | null> {
  for (const file of offer.files.slice(0, 50)) {
    const book = await logBookOf(file).catch(refused);
    if (book !== null && book !== 'summary of others')
      return { sure: 0.9, why: `${file.name} has the sheets of a processing log` };
  }
  return null;
}

/** A damaged workbook is none of ours. */
function refused(thrown: unknown): null {
  if (thrown instanceof Failure) return null;
  throw thrown;
}

async function prepare(offer: Offer, { study }: z.output<typeof options>, context: PrepareContext): Promise<Prepared> {
  const { books, leftOut } = await booksOf(offer, context);
  if (books.length === 0)
    throw new Failure(
      'BAD_INPUT',
      'There are no processing logs in these files. Logs of a whole knee only sum others up: import those.',
    );
  const isAsked = study === undefined && lacksStudy(books);
  if (isAsked && !context.looking)
    throw new Failure(
      'BAD_INPUT',
      `The logs do not say of which study they are. Set the option study to one of: ${studies.join(', ')}`,
    );
  const assumed = isAsked ? studies[0] : study;
  const target = await acousticTarget(context.target, wantedOf(books, assumed));
  const now = new Date().toISOString().slice(0, -1).replace('T', ' ');
  const logs = collectLogs(books, target, assumed, now);
  const sources = tablesOf(logs);
  return {
    sessions: [...logs.recordings].map(([id, episodes]) => ({ id, title: id, episodes })),
    tables: sources.map(({ source }) => source),
    leftOut: [
      ...leftOut,
      ...strangersOf(books),
      ...(logs.known === 0
        ? []
        : [sentence(`${logs.known} rows that are there already: same participant, knee, maneuver and file or pass`)]),
    ],
    notices: noticesOf(logs),
    questions: isAsked ? [question] : [],
    rejects: logs.rejects,
    rejectedRows: logs.rejects.length,
    skippedRows: logs.known,
    finish: await countOnAll(context.target, target),
    async *stream(): AsyncGenerator<TableBatch> {
      for (const { source, rows } of sources) yield* batches(source, rows, logs.origins);
    },
  };
}

const question: Prepared['questions'][number] = {
  option: 'study',
  question: 'Of which study are these participants?',
  choices: studies.map((value) => ({ value, title: value })),
  without: 'They are not imported; the preview shows them as AOA',
};

async function booksOf(offer: Offer, { signal }: PrepareContext) {
  const books: LogBook[] = [];
  const leftOut = new LeftOutParts();
  for (const file of offer.files) {
    signal.throwIfAborted();
    const book = await logBookOf(file);
    if (book === null) leftOut.add('Files that are no processing log', file.name);
    else if (book === 'summary of others')
      leftOut.add('Logs of a whole knee, which sum up those of single maneuvers', file.name);
    else books.push(book);
  }
  return { books, leftOut: leftOut.list };
}

function wantedOf(books: readonly LogBook[], study: string | undefined): ReadonlySet<string> {
  const names = books.flatMap((book) =>
    [book.summary, ...book.audio, ...book.biomechanics].map((record) => {
      try {
        const found = identityOf(record, book, study);
        return `${found.study} ${found.participant}`;
      } catch (thrown) {
        if (thrown instanceof LogFault) return '';
        throw thrown;
      }
    }),
  );
  return new Set(names);
}

const columnsByTable: Readonly<Record<LogTable, readonly LogColumn[]>> = {
  biomechanics_imports: biomechanicsColumns,
  audio_processing: audioColumns,
  synchronizations: synchronizationColumns,
  movement_cycles: cycleColumns,
};

/** Columns that rows get besides what their sheet says. */
const added: Readonly<Record<LogTable, readonly string[]>> = {
  biomechanics_imports: [],
  audio_processing: ['biomechanics_import_id'],
  synchronizations: ['audio_processing_id', 'biomechanics_import_id'],
  movement_cycles: ['audio_processing_id', 'biomechanics_import_id', 'synchronization_id'],
};

const types: Readonly<Record<LogColumn['kind'], string>> = {
  ...{ text: 'VARCHAR', lower: 'VARCHAR', whole: 'INTEGER', number: 'DOUBLE', flag: 'BOOLEAN', moment: 'TIMESTAMP' },
  ...{ intervals: 'DOUBLE[]', words: 'VARCHAR[]' },
};

interface Filled {
  readonly source: TableSource;
  readonly rows: readonly LogRow[];
}

function tablesOf(logs: CollectedLogs): readonly Filled[] {
  const integers = (...names: readonly string[]): SourceColumn[] => names.map((name) => ({ name, type: 'INTEGER' }));
  const times = (...names: readonly string[]): SourceColumn[] => names.map((name) => ({ name, type: 'TIMESTAMP' }));
  const people = [...integers('id'), ...times('created_at')];
  const enrolments = [
    ...integers('id', 'participant_id'),
    { name: 'study_name', type: 'VARCHAR' },
    ...integers('study_participant_id'),
    ...times('created_at'),
  ];
  const filled = (name: string, columns: readonly SourceColumn[], rows: readonly LogRow[]): Filled => ({
    source: {
      name,
      columns,
      rows: rows.length,
      preview: rows.slice(0, 20).map((row) => valuesOf(row, columns)),
    },
    rows,
  });
  return [
    filled('participants', people, logs.people),
    filled('studies', enrolments, logs.enrolments),
    ...(Object.keys(logTables) as LogTable[]).map((table) => {
      const own = columnsByTable[table].map(({ name, kind }) => ({ name, type: types[kind] }));
      const columns = [
        ...integers('id', 'study_id', ...added[table]),
        ...['knee', 'maneuver'].map((name) => ({ name, type: 'VARCHAR' })),
        ...own,
        { name: 'is_active', type: 'BOOLEAN' },
        ...times('created_at', 'updated_at'),
      ];
      return filled(table, columns, logs.rows.get(table) ?? []);
    }),
  ];
}

const rowsAtOnce = 2000;

function* batches(
  { name, columns }: TableSource,
  rows: readonly LogRow[],
  origins: CollectedLogs['origins'],
): Generator<TableBatch> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce);
    yield {
      table: name,
      rows: some.length,
      columns: columns.map((column) => some.map((row) => row[column.name] ?? null)),
      origin: (at) => origins.get(some[at] ?? {}) ?? { file: '', line: null },
    };
  }
}

function valuesOf(row: LogRow, columns: readonly SourceColumn[]): readonly ColumnValue[] {
  return columns.map(({ name }) => row[name] ?? null);
}

/** Headers that say what other columns say, or whose row it is. */
const elsewhere = [
  /^(study|study id|participant id|knee|knee side|maneuver|record type|log updated)$/,
  /^(audio processing|biomechanics import|synchronization|movement cycle) id$/,
  /^(linked biomechanics|biomechanics (file|type|sync method|sample rate hz|notes))$/,
];

/** Columns that have no place in the schema, by sheet. Cycles repeat what their recording and synchronisation say. */
function strangersOf(books: readonly LogBook[]): readonly LeftOutPart[] {
  const headers = (...tables: readonly LogTable[]) => [
    ...elsewhere,
    ...tables.flatMap((table) => columnsByTable[table].map(({ header }) => header)),
  ];
  const all = (of: (book: LogBook) => LogBook['audio']) => books.flatMap(of);
  const found = [
    ...unknownHeaders(
      all((book) => book.audio),
      headers('audio_processing'),
    ),
    ...unknownHeaders(
      all((book) => book.biomechanics),
      headers('biomechanics_imports'),
    ),
    ...unknownHeaders(
      all((book) => book.synchronizations),
      [...headers('synchronizations', 'audio_processing'), /^audio sync time( s)?$/],
    ),
    ...unknownHeaders(
      all((book) => book.cycles),
      [...headers('movement_cycles', 'synchronizations', 'audio_processing'), /^audio sync time( s)?$/],
    ),
  ];
  const sheets = books.flatMap(({ others, file }) => others.map((sheet) => `${sheet} of ${file.name}`));
  return [
    ...leftOutOf('Sheets that are no part of a processing log', sheets),
    ...leftOutOf('Columns for which the schema has no place', found),
  ];
}

function noticesOf({ reckoned, timeless }: CollectedLogs): readonly string[] {
  return [
    ...(timeless === 0
      ? []
      : [
          `${several(timeless, 'One recording does', 'recordings do')} not say the time of the file: that of the recording stands there`,
        ]),
    ...(reckoned === 0
      ? []
      : [
          `${several(reckoned, 'One cycle does', 'cycles do')} not say the time of day: that of the recording and the seconds in it say it`,
        ]),
  ];
}

function several(count: number, one: string, many: string): string {
  return count === 1 ? one : `${count} ${many}`;
}
