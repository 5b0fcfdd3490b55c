import { writeFile } from 'node:fs/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cellToText } from '#shared/model/cell-text.ts';
import type { FileSetRequest, ImportReport } from '#shared/model/import.ts';
import { name, raw, sql } from '../../../sql/sql.ts';
import { createTestDatabase, engines } from '../../../testing/engines.ts';
import { ImportBench } from '../../testing/importing.ts';

interface Imported {
  readonly report: ImportReport;
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** NULL is `null`. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Imports one file and reads everything back, in the order of `order`. */
async function imported(
  content: string | Uint8Array,
  {
    engine = 'duckdb',
    file = 'data.csv',
    order = '1',
    ...request
  }: Partial<FileSetRequest> & { engine?: (typeof engines)[number]; file?: string; order?: string } = {},
): Promise<Imported> {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase(engine);
  await writeFile(bench.path(file), content);
  const report = await bench.import(database, [bench.path(file)], request);
  const { read, written, rejected, skipped } = report.counts;
  expect(read).toBe(written + rejected + skipped);
  if (report.outcome !== 'imported') return { report, columns: [], types: [], rows: [] };
  const table = report.tables[0]?.name ?? '';
  const connection = await database.open();
  const answer = await connection.rows(sql`select * from ${name(table)} order by ${raw(order)}`);
  await connection.close();
  return {
    report,
    columns: answer.columns.map((column) => column.name),
    types: answer.columns.map((column) => column.type),
    rows: answer.rows.map((row) => row.map((cell) => (cell === null ? null : cellToText(cell)))),
  };
}

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');

/** What is written, which types come of it, and the first row. */
const cases: readonly (readonly [string, string | Uint8Array, readonly string[], readonly (string | null)[]])[] = [
  ['numbers and words', 'id,x,word\n1,0.5,a\n2,-1e-3,b\n', ['BIGINT', 'DOUBLE', 'VARCHAR'], ['1', '0.5', 'a']],
  ['leading zeros', 'code,n\n007,1\n010,2\n', ['VARCHAR', 'BIGINT'], ['007', '1']],
  ['numbers that look like 1e5', 'id\n1e5\n2e7\n', ['VARCHAR'], ['1e5']],
  ['words that only end like numbers', 'x\ne03\ne04\n', ['VARCHAR'], ['e03']],
  ['unsigned 64 bits and a sign', 'n\n18446744073709551615\n-1\n', ['HUGEINT'], ['-1']],
  ['unsigned 64 bits', 'n\n18446744073709551615\n1\n', ['UBIGINT'], ['1']],
  [
    'more than 64 bits',
    'n\n170141183460469231731687303715884105727\n',
    ['HUGEINT'],
    ['170141183460469231731687303715884105727'],
  ],
  ['digits that no double has', 'x\n0.12345678901234567890123\n', ['VARCHAR'], ['0.12345678901234567890123']],
  ['what numpy writes', 'x,y\n1.000000000000000056e-01,2\n', ['DOUBLE', 'BIGINT'], ['0.1', '2']],
  ['nanoseconds', 't\n2026-11-05 12:00:00.123456789\n', ['TIMESTAMP_NS'], ['2026-11-05 12:00:00.123456789']],
  ['zones', 't\n2026-11-05T12:00:00+02:00\n', ['TIMESTAMP WITH TIME ZONE'], ['2026-11-05 10:00:00+00']],
  [
    'dates and times',
    'd,t,s\n2026-11-05,12:00:01,2026-11-05 12:00\n',
    ['DATE', 'TIME', 'VARCHAR'],
    ['2026-11-05', '12:00:01', '2026-11-05 12:00'],
  ],
  ['dates whose order nobody knows', 'd\n03/04/2026\n05/06/2026\n', ['VARCHAR'], ['03/04/2026']],
  ['NA in a column of numbers', 'x,word\nNA,NA\n1.5,b\n', ['DOUBLE', 'VARCHAR'], ['1.5', 'b']],
  ['NaN and infinity', 'n,x\n1,nan\n2,inf\n3,1.5\n', ['BIGINT', 'DOUBLE'], ['1', 'NaN']],
  ['empty and NULL', 'n,a,b\n1,,""\n', ['BIGINT', 'VARCHAR', 'VARCHAR'], ['1', null, '']],
  ['line ends in quotes', 'n,text\n1,"a\nb ""c"""\n2,d\n', ['BIGINT', 'VARCHAR'], ['1', 'a\nb "c"']],
  ['line ends of Windows in quotes', 'n,text\r\n1,"a\r\nb"\r\n2,d\r\n', ['BIGINT', 'VARCHAR'], ['1', 'a\r\nb']],
  ['line ends of other kinds in quotes', 'n,text\n1,"a\rb"\n2,"d\r\n"\n', ['BIGINT', 'VARCHAR'], ['1', 'a\rb']],
  ['decimal commas', 'n;x\n1;0,25\n2;1.234,5\n', ['BIGINT', 'DOUBLE'], ['1', '0.25']],
  ['blanks around numbers', 'n,x,word\n 1, 0.5 , a\n', ['BIGINT', 'DOUBLE', 'VARCHAR'], ['1', '0.5', ' a']],
  ['tabs', 'n\tx\n1\ta,b\n', ['BIGINT', 'VARCHAR'], ['1', 'a,b']],
  ['no header', '1,a\n2,b\n', ['BIGINT', 'VARCHAR'], ['1', 'a']],
  ['a name that is missing', 'name,,y\nfoo,1,2\nbar,3,4\n', ['VARCHAR', 'BIGINT', 'BIGINT'], ['bar', '3', '4']],
  ['a delimiter behind every line', 'a,b,\n1,2,\n3,4,\n', ['BIGINT', 'BIGINT', 'VARCHAR'], ['1', '2', null]],
  [
    'no header, and something missing in the first row',
    'x,,a\ny,1,b\n',
    ['VARCHAR', 'BIGINT', 'VARCHAR'],
    ['x', null, 'a'],
  ],
  ['numbered rows without a name', 'a,b\n1,0.5,x\n2,1.5,y\n', ['BIGINT', 'DOUBLE', 'VARCHAR'], ['1', '0.5', 'x']],
  ['a remark before the header', '#{"t_start": 1.5}\nr,l\n1.5,2\n', ['DOUBLE', 'BIGINT'], ['1.5', '2']],
  ['names that are one', 'a,A,a\n1,2,3\n', ['BIGINT', 'BIGINT', 'BIGINT'], ['1', '2', '3']],
  ['a mark of UTF-8', '\ufeffa,b\n1,é\n', ['BIGINT', 'VARCHAR'], ['1', 'é']],
  ['UTF-16', utf16('a,b\n1,é\n'), ['BIGINT', 'VARCHAR'], ['1', 'é']],
  ['Windows-1252', Buffer.from([...latin('a,b\n1,'), 0x80, 0xe9, 10]), ['BIGINT', 'VARCHAR'], ['1', '€é']],
  [
    'Shift-JIS',
    Buffer.from([...latin('a,b\n1,'), ...[0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x83, 0x65], 10]),
    ['BIGINT', 'VARCHAR'],
    ['1', '日本語テ'],
  ],
  ['carriage returns only', 'a,b\r1,x\r2,y\r', ['BIGINT', 'VARCHAR'], ['1', 'x']],
];

describe('a text file as a table', () => {
  it.each(cases)('%s', async (_, content, types, first) => {
    const answer = await imported(content);
    expect(answer.report.failure).toBeNull();
    expect(answer.types).toEqual(types);
    expect(answer.rows[0]).toEqual(first);
    expect(answer.report.counts.rejected).toBe(0);
  });

  it.each([
    ['sqlite', 2001],
    ['postgres', 1601],
  ] as const)('with more columns than a table in %s can have is refused', async (engine, width) => {
    const row = Array.from({ length: width }, (_, at) => `c${at}`).join(',');
    const answer = await imported(`${row}\n${row.replaceAll('c', '')}\n`, { engine });
    expect(answer.report.message).toMatch(/^data has \d+ columns, and a table in .* Choose a DuckDB database\.$/);
  });

  it('that ends within quotes loses that row alone', async () => {
    const answer = await imported('id,txt\n1,"abc"\n2,"def\n');
    expect(answer.rows).toEqual([['1', 'abc']]);
    expect(answer.report.rejects).toMatchObject([{ line: 3, raw: '2,"def' }]);
  });

  it.each(['gz', 'zst'])('is unpacked: %s', async (packing) => {
    const text = 'a,b\n1,x\n2,y\n';
    const answer = await imported(packing === 'gz' ? gzipSync(text) : zstdCompressSync(text), {
      file: `data.csv.${packing}`,
    });
    expect(answer.rows).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
  });

  it('reads dates once their order is said, and asks for it before', async () => {
    await using bench = await ImportBench.create();
    const path = bench.path('data.csv');
    await writeFile(path, 'd\n03/04/2026\n');
    expect((await bench.plan([path])).questions.map(({ option }) => option)).toEqual(['dates']);
    expect((await imported('d\n03/04/2026\n', { options: { dates: 'day' } })).rows).toEqual([['2026-04-03']]);
    expect((await imported('d\n03/04/2026\n', { options: { dates: 'month' } })).rows).toEqual([['2026-03-04']]);
  });
});

/** As many rows as are looked at before types are decided on, and more. */
function manyRows(value: (row: number) => string): string {
  const lines = Array.from({ length: 200_000 }, (_, row) => `${row},as long as it takes,${value(row)}`);
  return `id,text,x\n${lines.join('\n')}\n`;
}

describe.each(engines)('text into %s', (engine) => {
  it('rejects rows of other lengths one by one, with their lines', async () => {
    const { report, rows } = await imported('a,b\n1,x\n2\n3,y,z\n4,w\n', { engine });
    expect(report.counts).toEqual({ read: 4, written: 2, rejected: 2, skipped: 0 });
    expect(report.rejects).toMatchObject([
      { file: 'data.csv', line: 3, raw: '2', reason: 'It has 1 fields instead of 2' },
      { file: 'data.csv', line: 4, raw: '3,y,z', reason: 'It has 3 fields instead of 2' },
    ]);
    expect(rows.map(([first]) => first)).toEqual(['1', '4']);
  });

  it('widens a column for a value that comes late', async () => {
    const { report, rows } = await imported(
      manyRows((row) => (row === 150_000 ? '1.5' : '7')),
      { engine, order: 'id' },
    );
    expect(report.counts).toEqual({ read: 200_000, written: 200_000, rejected: 0, skipped: 0 });
    expect(rows[150_000]).toEqual(['150000', 'as long as it takes', '1.5']);
    expect(Number(rows[0]?.[2])).toBe(7);
  });

  it('keeps digits that come late and that no number of the column has', async () => {
    const { report, rows } = await imported(
      manyRows((row) => (row === 150_000 ? '0.123456789012345678' : '0.5')),
      { engine, order: 'id' },
    );
    expect(report.counts).toEqual({ read: 200_000, written: 200_000, rejected: 0, skipped: 0 });
    expect(rows[150_000]?.[2]).toBe('0.123456789012345678');
  });

  it('rejects a value that comes late where that was chosen', async () => {
    const { report } = await imported(
      manyRows((row) => (row === 150_000 ? '007' : '7')),
      { engine, options: { mismatch: 'reject' } },
    );
    expect(report.counts).toEqual({ read: 200_000, written: 199_999, rejected: 1, skipped: 0 });
    expect(report.rejects).toMatchObject([{ line: 150_002, column: 'x', raw: '150000,as long as it takes,007' }]);
  });

  it('rejects a ragged row far behind the beginning', async () => {
    const { report } = await imported(
      manyRows((row) => (row === 150_000 ? '1,2' : '7')),
      { engine },
    );
    expect(report.counts).toEqual({ read: 200_000, written: 199_999, rejected: 1, skipped: 0 });
    expect(report.rejects).toMatchObject([{ line: 150_002, column: null, raw: '150000,as long as it takes,1,2' }]);
  });
});

it('shows of the first rows of several files which file they are from, as the import will say', async () => {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase('duckdb');
  const paths = [1, 2].map((at) => bench.path(`run-${at}.csv`));
  for (const path of paths) await writeFile(path, 'a,b\n1,x\n');
  const [table] = (await bench.plan(paths)).tables;
  expect(table?.columns.map((column) => column.name)).toEqual(['a', 'b', 'file']);
  expect(table?.preview).toEqual([['1', 'x', 'run-1.csv']]);
  await bench.import(database, paths);
  const connection = await database.open();
  const { rows } = await connection.rows(sql`select file from ${name(table?.name ?? '')} order by file`);
  await connection.close();
  expect(rows).toEqual([['run-1.csv'], ['run-2.csv']]);
});
