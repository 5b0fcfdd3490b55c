import { Failure } from '#shared/model/failure.ts';
import type { ImportQuestion } from '#shared/model/import.ts';
import { rowsText } from '#shared/model/rows-text.ts';
import { listLiteral, literal } from '../../../drivers/duckdb/settings.ts';
import type { PrepareContext, Prepared, Relation, SourceColumn } from '../../importer.ts';
import { sentence } from '../../left-out.ts';
import { type Offer, type OfferedFile, packingOf, titleOf } from '../../offer.ts';
import { fileColumn, namedBelow } from '../columns.ts';
import { type TabularOptions, tableNameOf } from '../options.ts';
import { type Cleaned, clean } from './clean.ts';
import { ColumnObserver, type Observed } from './column-observer.ts';
import { type CsvColumn, type CsvFiles, checkedSelect, csvSelect } from './csv-select.ts';
import { type Encoding, encodingOf, encodings } from './encoding.ts';
import { isBlank, isRemark, type Layout, layoutOf, rowsOf, withoutLines } from './layout.ts';
import { linesIn } from './lines-in.ts';
import { sampleOf } from './sample.ts';
import { scanFiles } from './scan-files.ts';
import type { Notation } from './value-kinds.ts';

/** Rows that decide on types where later ones are rejected for not fitting. */
const deciding = 20_000;

/** What is known of the files before rows are read. */
interface Plan {
  readonly offer: Offer;
  readonly options: TabularOptions;
  readonly encoding: Encoding;
  readonly layout: Layout;
  readonly isWhole: boolean;
  readonly observed: readonly Observed[];
}

/** Text files of one layout as one table. */
export async function prepareCsv(offer: Offer, options: TabularOptions, context: PrepareContext): Promise<Prepared> {
  const plan = await planOf(offer, options);
  const isPlain = plan.encoding.label === 'utf-8' && !plan.layout.irregular && isOfOneKind(plan);
  if (context.careful || context.after !== null || plan.isWhole || (!isPlain && !context.looking))
    return preparedByHand(plan, context);
  return context.looking ? preparedSample(plan) : preparedAsIs(plan);
}

async function planOf(offer: Offer, options: TabularOptions): Promise<Plan> {
  const [first] = offer.files as [OfferedFile];
  const found = encodingOf(await first.content());
  if (found === null) throw new Failure('NOT_A_DATABASE', `${first.name} holds no text`);
  const encoding = options.encoding === undefined ? found : { label: options.encoding.toLowerCase(), certain: true };
  const { text, isWhole } = await sampleOf(first, encoding.label);
  const layout = layoutOf(text, isWhole, options);
  if (layout.width === 0) throw new Failure('NOT_A_DATABASE', `${first.name} holds no rows`);
  await sameNames(offer, encoding.label, layout, options);
  const observers = observersOf(layout, options);
  const rows = rowsOf(
    withoutLines(text, layout.skip),
    isWhole,
    layout.dialect,
    options.mismatch === 'reject' ? deciding : Number.POSITIVE_INFINITY,
  );
  for (const row of layout.header ? rows.slice(1) : rows) {
    if (
      row.fault === null &&
      row.fields.length === layout.width &&
      !isBlank(row) &&
      !(layout.comments && isRemark(row))
    )
      row.fields.forEach((field, at) => {
        observers[at]?.add(field, row.line + layout.skip);
      });
  }
  const observed = observers.map((observer) => observer.observed());
  return { offer, options, encoding, layout, isWhole: isWhole && offer.files.length === 1, observed };
}

/** Files of one table have the same columns; one that has others is named. */
async function sameNames(offer: Offer, encoding: string, layout: Layout, options: TabularOptions): Promise<void> {
  for (const file of offer.files.slice(1)) {
    const text = new TextDecoder(encoding).decode(await file.content(), { stream: true });
    const other = layoutOf(text, false, { ...options, delimiter: layout.dialect.delimiter });
    if (!layout.header || other.names.join('\n') === layout.names.join('\n')) continue;
    throw new Failure(
      'BAD_INPUT',
      `${file.name} has other columns than ${offer.files[0]?.name}, so they are no one table. Import them one by one.`,
    );
  }
}

/** Whether all files are packed alike, and told apart by single bytes. */
function isOfOneKind({ layout, offer }: Plan): boolean {
  const packings = new Set(offer.files.map((file) => /\.(gz|zst)$/i.test(file.name)));
  const marks = Object.values(layout.dialect);
  return packings.size === 1 && marks.every((mark) => Buffer.byteLength(mark) <= 1);
}

function notationOf(options: TabularOptions): Notation {
  return { decimal: options.decimal === ',' ? ',' : '.', dates: options.dates === 'text' ? null : options.dates };
}

function observersOf(layout: Layout, options: TabularOptions): ColumnObserver[] {
  return layout.names.map(() => new ColumnObserver(notationOf(options), options.nullWords));
}

/** The columns as they will be: what was observed, unless a person said otherwise. */
function columnsOf({ layout, options }: Plan, observed: readonly Observed[]): CsvColumn[] {
  const notation = notationOf(options);
  return layout.names.map((name, at) => {
    const { type, nulls, comma } = observed[at] as Observed;
    const chosen = options.types[name];
    const own = comma && options.decimal === 'auto' ? { ...notation, decimal: ',' as const } : notation;
    return {
      name,
      type: chosen ?? type,
      nulls: [...options.nullWords, ...(chosen === 'VARCHAR' ? [] : nulls)],
      notation: own,
    };
  });
}

function sourceColumns(plan: Plan, columns: readonly CsvColumn[], observed: readonly Observed[]): SourceColumn[] {
  return columns.map(({ name, type }, at) => ({
    name,
    type,
    reason: plan.options.types[name] === undefined ? (observed[at]?.reason ?? '') : 'You chose it',
  }));
}

/** DuckDB reads the files themselves. */
async function preparedAsIs(plan: Plan): Promise<Prepared> {
  const { offer, layout, observed } = plan;
  const paths = offer.files.map(({ path }) => path);
  const [first] = offer.files as [OfferedFile];
  const several = paths.length > 1 && plan.options.fileColumn;
  const files: CsvFiles = {
    ...{ paths, dialect: layout.dialect, skip: layout.skip + (layout.header ? 1 : 0) },
    packing: packingOf(await first.head()),
    fileColumn: several ? 'starling_file' : null,
    ...{ more: 0, newLine: null },
  };
  const columns = columnsOf(plan, observed);
  const file = several ? [namedBelow(offer.root)] : [];
  return preparedOf(plan, columns, observed, {
    ...{ select: csvSelect(files, columns, file), paths, rows: null, rejects: [] },
    verify: (watch) => scanFiles(offer.files, files, columns, watch),
  });
}

/** A preview from the beginning of a large file. */
async function preparedSample(plan: Plan): Promise<Prepared> {
  const columns = columnsOf(plan, plan.observed);
  const prepared = await preparedAsIs(plan);
  const [table] = prepared.tables;
  const [first] = plan.offer.files as [OfferedFile];
  const { text } = await sampleOf(first, plan.encoding.label);
  const rows = rowsOf(withoutLines(text, plan.layout.skip), false, plan.layout.dialect, 21);
  if (table === undefined) return prepared;
  const file = table.columns.length > columns.length ? [first.name] : [];
  const preview = (plan.layout.header ? rows.slice(1) : rows).map(({ fields }) => [
    ...columns.map((_, at) => fields[at] ?? null),
    ...file,
  ]);
  const { relation: _, ...source } = table;
  const notices = [
    ...prepared.notices,
    'Types are from its first rows; later ones that do not fit are looked at when it is imported',
  ];
  return { ...prepared, notices, tables: [{ ...source, preview }] };
}

/** Every row is looked at by us: regular copies without the rows that do not fit are what DuckDB reads. */
async function preparedByHand(plan: Plan, context: PrepareContext): Promise<Prepared> {
  const { offer, layout, options, encoding } = plan;
  const observers = observersOf(layout, options);
  const before = columnsOf(plan, plan.observed);
  const rejecting = options.mismatch === 'reject' || Object.keys(options.types).length > 0;
  const fixed = before.map((column) =>
    options.mismatch === 'reject' || options.types[column.name] !== undefined
      ? column
      : { ...column, type: 'VARCHAR' as const },
  );
  const cleaned: (Awaited<ReturnType<typeof clean>> & { readonly name: string })[] = [];
  for (const file of offer.files) {
    const { scratch, signal } = context;
    const done = await clean(file, {
      layout,
      encoding: encoding.label,
      scratch,
      signal,
      observers,
      fixed: rejecting ? fixed : null,
      located: context.careful,
      afterLine: context.after === null ? 0 : await linesIn(file.path, context.after),
    });
    cleaned.push({ ...done, name: file.name });
  }
  refuseMisread(plan, cleaned);
  const observed = options.mismatch === 'reject' ? plan.observed : observers.map((observer) => observer.observed());
  const columns = columnsOf(plan, observed);
  const several = cleaned.length > 1 && options.fileColumn;
  const files: CsvFiles = {
    paths: cleaned.map(({ path }) => path),
    dialect: { delimiter: ',', quote: '"', escaping: '"' },
    ...{ skip: 0, packing: 'none', fileColumn: 'starling_file', more: context.careful ? 2 : 0, newLine: '\n' },
  };
  const names = listLiteral(cleaned.map(({ name }) => name));
  const file = `${names}[list_position(${listLiteral(files.paths)}, starling_file)]`;
  const own = several ? [file] : [];
  const place = [file, `cast(c${columns.length} as bigint)`, `c${columns.length + 1}`];
  return preparedOf(plan, columns, observed, {
    select: checkedSelect(files, columns, own),
    ...(context.careful ? { located: checkedSelect(files, columns, [...own, ...place]) } : {}),
    paths: files.paths,
    rows: cleaned.reduce((sum, { rows }) => sum + rows, 0),
    rejects: cleaned.flatMap(({ rejects }) => rejects),
    skipped: cleaned.reduce((sum, { skipped }) => sum + skipped, 0),
  });
}

/** Where most rows do not fit, it is the layout that is wrong, and not the rows. */
function refuseMisread({ offer, layout, options }: Plan, cleaned: readonly Cleaned[]): void {
  const rows = cleaned.reduce((sum, each) => sum + each.rows, 0);
  const rejects = cleaned.flatMap((each) => each.rejects);
  const [first] = rejects;
  if (first === undefined || rejects.length <= rows || options.delimiter !== undefined) return;
  const { delimiter, quote } = layout.dialect;
  throw new Failure(
    'BAD_INPUT',
    `The rows of ${titleOf(offer)} do not line up as a table: ${rejects.length} of ${rows + rejects.length} do not fit. Say which delimiter and quote it has.`,
    {
      detail: `Tried ${JSON.stringify(delimiter)} with ${JSON.stringify(quote)}. Line ${first.line}: ${first.reason}: ${first.raw.slice(0, 200)}`,
    },
  );
}

interface Rows extends Pick<Relation, 'located' | 'verify'> {
  readonly select: string;
  readonly paths: readonly string[];
  readonly rows: number | null;
  readonly rejects: NonNullable<Prepared['rejects']>;
  readonly skipped?: number;
}

function preparedOf(plan: Plan, columns: readonly CsvColumn[], observed: readonly Observed[], rows: Rows): Prepared {
  const { offer, options, layout, encoding } = plan;
  const own = sourceColumns(plan, columns, observed);
  const all = offer.files.length > 1 && options.fileColumn ? [...own, fileColumn(own)] : own;
  const encoded = encoding.label === 'utf-8' ? [] : [`It is read as ${encoding.label}`];
  return {
    sessions: [],
    tables: [
      {
        ...{ name: tableNameOf(offer, options), columns: all, rows: rows.rows },
        relation: { select: rows.select, paths: rows.paths, located: rows.located, verify: rows.verify },
      },
    ],
    leftOut: [
      ...(rows.rejects.length === 0
        ? []
        : [sentence(`${rowsText(rows.rejects.length)} that ${rows.rejects.length === 1 ? 'does' : 'do'} not fit`)]),
      ...(rows.skipped ? [sentence(`${rows.skipped} rows that are there already`)] : []),
    ],
    notices: [...encoded, ...layout.notices],
    questions: [...encodingQuestion(plan), ...dateQuestion(columns, observed, options)],
    rejects: rows.rejects,
    rejectedRows: rows.rejects.length,
    skippedRows: rows.skipped ?? 0,
  };
}

function encodingQuestion({ encoding, options }: Plan): ImportQuestion[] {
  if (encoding.certain || options.encoding !== undefined) return [];
  return [
    {
      option: 'encoding',
      question: 'The file is not UTF-8. In which encoding was it written?',
      choices: encodings.map((value) => ({ value, title: value })),
      without: `It is read as ${encoding.label}`,
    },
  ];
}

function dateQuestion(
  columns: readonly CsvColumn[],
  observed: readonly Observed[],
  options: TabularOptions,
): ImportQuestion[] {
  const unclear = columns.filter((_, at) => observed[at]?.ambiguousDates).map(({ name }) => name);
  if (unclear.length === 0 || options.dates !== 'text') return [];
  return [
    {
      option: 'dates',
      question: `Which comes first in the dates of ${unclear.map((name) => literal(name)).join(', ')}?`,
      choices: [
        { value: 'day', title: 'The day (31/12/2026)' },
        { value: 'month', title: 'The month (12/31/2026)' },
        { value: 'text', title: 'Keep them as text' },
      ],
      without: 'They stay text',
    },
  ];
}
