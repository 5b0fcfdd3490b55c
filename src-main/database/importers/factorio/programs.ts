import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { Reject } from '#shared/model/import.ts';
import { countOn } from '../count-on.ts';
import type {
  ColumnValue,
  Importer,
  PrepareContext,
  Prepared,
  Recognition,
  RowOrigin,
  TableBatch,
} from '../importer.ts';
import { inTurns } from '../in-turns.ts';
import { leftOutOf } from '../left-out.ts';
import type { Offer } from '../offer.ts';
import { type Ids, lackedColumns, refusalsOf, shiftOf, takenColumns } from './factorio-target.ts';
import { isProgramColumn, programColumns, staysInFloat } from './program-columns.ts';
import { type ProgramFile, programFileOf } from './program-files.ts';
import { ProgramReader, strangers, type TakenColumn } from './read-programs.ts';

const options = z.object({
  nullWords: z.array(z.string().max(100)).default([]).meta({
    title: 'Null words',
    description: 'Texts of CSV files that stand for no value; nothing between commas always does',
  }),
});

/**
 * Dumps of the table `programs` of the Factorio Learning Environment, as CSV or JSON. Rows are read one by one and written
 * a few at a time, since one of them may have megabytes of state and conversation.
 */
export const programsImporter: Importer<typeof options> = {
  id: 'factorio-programs',
  title: 'Factorio programs',
  version: 1,
  into: 'factorio',
  options,
  look,
  prepare,
};

async function look(offer: Offer): Promise<Recognition | null> {
  for (const file of offer.files.slice(0, 200)) {
    const known = await programFileOf(file);
    if (known !== null)
      return { sure: 0.9, why: `${file.name} has the columns of programs of the Factorio Learning Environment` };
  }
  return null;
}

async function prepare(
  offer: Offer,
  { nullWords }: z.output<typeof options>,
  context: PrepareContext,
): Promise<Prepared> {
  const { target } = context;
  const found = await inTurns(offer.files, 32, programFileOf);
  const files = found.filter((each) => each !== null);
  if (files.length === 0) throw new Failure('BAD_INPUT', 'There are no programs of Factorio agents in these files');
  const names = namesOf(files);
  const columns = takenColumns(target, names);
  const reader = new ProgramReader(files, columns, nullWords, refusalsOf(target));
  const read = await readThrough(reader, columns, context);
  const shift = read.isWhole ? await shiftOf(target, read.ids) : 0;
  assertRoom(columns, read.ids, shift);
  const lacked = lackedColumns(target, names);
  const rows = read.isWhole ? read.rows : null;
  return {
    sessions: read.sessions,
    tables: [
      { name: 'programs', columns: columns.map(({ name, type }) => ({ name, type })), rows, preview: read.preview },
    ],
    leftOut: [
      ...leftOutOf(
        'Files that are no dump of programs',
        offer.files.filter((_, at) => found[at] === null).map(({ name }) => name),
      ),
      ...leftOutOf(
        'Columns that programs do not have',
        strangers(files).map((name) => name || 'without a name'),
      ),
      ...leftOutOf('Columns that the table programs of this database does not have', lacked),
    ],
    notices: noticesOf(read, shift, names),
    questions: [],
    rejects: read.rejects,
    rejectedRows: read.rejects.length,
    finish: await countOn(target, 'programs', read.ids.last + shift),
    async *stream({ signal }): AsyncGenerator<TableBatch> {
      yield* batches(reader, columns, shift, signal);
    },
  };
}

/** CSV files name their columns; JSON may leave out members that are NULL, so all columns are taken. */
function namesOf(files: readonly ProgramFile[]): ReadonlySet<string> {
  const named = files.flatMap(({ kind, names }) => (kind === 'csv' ? names.filter(isProgramColumn) : []));
  return new Set(files.some(({ kind }) => kind === 'json') ? programColumns : named);
}

interface ReadThrough {
  readonly isWhole: boolean;
  readonly rows: number;
  readonly ids: Ids;
  readonly rejects: readonly Reject[];
  readonly preview: readonly (readonly ColumnValue[])[];
  readonly sessions: Prepared['sessions'];
  /** Values that a column of seven digits rounds. */
  readonly rounded: number;
}

/** Characters that a preview looks at. */
const lookedAt = 32 * 2 ** 20;
const SHOWN = 20;

async function readThrough(
  reader: ProgramReader,
  columns: readonly TakenColumn[],
  { looking, signal }: PrepareContext,
): Promise<ReadThrough> {
  const all = new Set<number>();
  const [rejects, preview]: [Reject[], (readonly ColumnValue[])[]] = [[], []];
  const versions = new Map<string, { title: string; runs: Set<string> }>();
  const place = (name: string) => columns.findIndex((column) => column.name === name);
  const [parent, version, description, meta, instance] = [
    'parent_id',
    'version',
    'version_description',
    'meta',
    'instance',
  ].map(place) as [number, number, number, number, number];
  let [rows, characters, rounded, first, last] = [0, 0, 0, Number.POSITIVE_INFINITY, 0];
  for await (const entry of reader.read()) {
    signal.throwIfAborted();
    if (entry.kind === 'reject') {
      rejects.push(entry.reject);
      continue;
    }
    const { values } = entry;
    rows += 1;
    characters += entry.characters;
    const id = Number(values[0]);
    all.add(id);
    first = Math.min(first, id, Number(values[parent] ?? id));
    last = Math.max(last, id);
    rounded += values.filter(
      (value, at) => columns[at]?.type === 'FLOAT' && typeof value === 'number' && !staysInFloat(value),
    ).length;
    if (preview.length < SHOWN) preview.push(values);
    const name = String(values[version] ?? '');
    const known = versions.get(name) ?? { title: titleOf(name, values[description]), runs: new Set() };
    known.runs.add(`${processOf(values[meta])} ${String(values[instance] ?? '')}`);
    versions.set(name, known);
    if (looking && characters > lookedAt) break;
  }
  const isWhole = !looking || characters <= lookedAt;
  return {
    ...{ isWhole, rows, rejects, preview, rounded, ids: { all, first, last } },
    sessions: [...versions].map(([id, { title, runs }]) => ({ id, title, episodes: isWhole ? runs.size : null })),
  };
}

function titleOf(version: string, description: ColumnValue | undefined): string {
  const said = typeof description === 'string' ? description.replaceAll(/\s+/g, ' ').trim() : '';
  return said === '' ? `Version ${version}` : `${version}: ${said}`;
}

/** The process of a run, without reading the whole of what may be long. */
function processOf(meta: ColumnValue | undefined): string {
  return typeof meta === 'string' ? (/"process_id"\s*:\s*(\d+)/.exec(meta)?.[1] ?? '') : '';
}

function assertRoom(columns: readonly TakenColumn[], { last }: Ids, shift: number): void {
  if (columns[0]?.type !== 'INTEGER' || last + shift < 2 ** 31) return;
  throw new Failure(
    'BAD_INPUT',
    'The ids of these programs are taken, and there are no larger ones left. Import them into another database.',
  );
}

function noticesOf({ rounded, isWhole }: ReadThrough, shift: number, names: ReadonlySet<string>): readonly string[] {
  const absent = programColumns.filter((name) => !names.has(name) && name !== 'timing_metrics_json');
  return [
    ...(isWhole
      ? []
      : ['The file is large: sessions and rows are from its beginning, all is looked at when it is imported']),
    ...(shift === 0 ? [] : [`Some ids are taken, so ${shift} is added to every id; parent_id is moved alike`]),
    ...(rounded === 0 ? [] : [`${rounded} values keep seven digits, which is all that the columns of this table have`]),
    ...(absent.length === 0
      ? []
      : [`The files do not have ${absent.join(', ')}: the table’s own defaults stand there`]),
  ];
}

/** What is written at once. */
const rowsAtOnce = 2000;
const charactersAtOnce = 4 * 2 ** 20;

async function* batches(
  reader: ProgramReader,
  columns: readonly TakenColumn[],
  shift: number,
  signal: AbortSignal,
): AsyncGenerator<TableBatch> {
  const moved = new Set(['id', 'parent_id'].map((name) => columns.findIndex((column) => column.name === name)));
  let rows: (readonly ColumnValue[])[] = [];
  let origins: RowOrigin[] = [];
  let held = 0;
  const batch = (from: readonly RowOrigin[]): TableBatch => ({
    ...{ table: 'programs', rows: rows.length, origin: (row) => from[row] as RowOrigin },
    columns: columns.map((_, at) => {
      const by = moved.has(at) ? shift : 0;
      return rows.map((row) => (by === 0 || row[at] === null ? (row[at] ?? null) : Number(row[at]) + by));
    }),
  });
  for await (const entry of reader.read()) {
    if (entry.kind === 'reject') continue;
    rows.push(entry.values);
    origins.push(entry.origin);
    held += entry.characters;
    if (rows.length < rowsAtOnce && held < charactersAtOnce) continue;
    signal.throwIfAborted();
    yield batch(origins);
    [rows, origins, held] = [[], [], 0];
  }
  if (rows.length > 0) yield batch(origins);
}
