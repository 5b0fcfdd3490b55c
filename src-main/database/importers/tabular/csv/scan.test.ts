import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { CsvReader } from './csv-reader.ts';
import { type CsvColumn, csvSelect } from './csv-select.ts';
import { FieldScan } from './scan.ts';
import { type ColumnType, holds } from './value-kinds.ts';

const dialect = { delimiter: ',', quote: '"', escaping: '"' };

function columnOf(type: ColumnType, decimal: '.' | ',' = '.', nulls: readonly string[] = []): CsvColumn {
  return { name: 'x', type, nulls, notation: { decimal, dates: null } };
}

/** Rows of a text, read in pieces of so many bytes; `null` where one would not stay as it is. */
function scanned(text: string, columns: readonly CsvColumn[], size = 1000, delimiter = ','): number | null {
  const scan = new FieldScan(columns, { ...dialect, delimiter }, 0);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) if (!scan.feed(bytes.subarray(at, at + size))) return null;
  return scan.finish() ? scan.rows : null;
}

it.each([
  ['BIGINT', '.', ['0', '7', '-12', '9223372036854775807', '"5"', '']],
  ['UBIGINT', '.', ['18446744073709551615']],
  ['HUGEINT', '.', ['170141183460469231731687303715884105727']],
  [
    'DOUBLE',
    '.',
    ['0.5', '-0.25', '.5', '5.', '12', '-0', '1.5e5', '2e-3', '99.99995000000416', '0.00012345678901234567'],
  ],
  ['DOUBLE', '.', ['nan', '-inf', '1.000000000000000056e-01']],
  ['DOUBLE', ',', ['0,5', '-0,25', '12', '1.234,5', '-1.234.567', '2e-3']],
] as const)('%s with “%s” stays as it is', (type, decimal, texts) => {
  for (const text of texts)
    expect([text, scanned(`${text};z\n`, [columnOf(type, decimal), columnOf('VARCHAR')], 3, ';')]).toEqual([text, 1]);
});

it.each([
  ['BIGINT', '.', ['007', '-0', '00', '+5', '1.5', '1e5', '9223372036854775808', 'x', '""', '-', '1_000', '5x', '5"']],
  ['UBIGINT', '.', ['-1', '18446744073709551616']],
  [
    'DOUBLE',
    '.',
    ['007.5', '-00.5', '+1.5', '1_000.5', '0_1.5', '1e5', '12345678901234567890', '1,5', '0x1F', '.', '1.2.3'],
  ],
  ['DOUBLE', '.', ['0.123456789012345678', '1.123456789012345678901']],
  ['DOUBLE', ',', ['1.5', '-1.5', '1.5.5', '.5', '1.23', '0.123', '1.234.56', '00,5', '1_000,5']],
] as const)('%s with “%s” would not', (type, decimal, texts) => {
  for (const text of texts)
    expect([text, scanned(`${text};z\n`, [columnOf(type, decimal), columnOf('VARCHAR')], 3, ';')]).toEqual([
      text,
      null,
    ]);
});

it('takes words that are NULL in a column', () => {
  expect(scanned('1\nNA\n2\n', [columnOf('BIGINT', '.', ['NA'])])).toBe(2 + 1);
  expect(scanned('1\nNAN\n2\n', [columnOf('BIGINT', '.', ['NA'])])).toBeNull();
});

it.each([
  ['1,2\n3,4', 2],
  ['1,2\r\n3,4\r\n', 2],
  ['1,2\n\n3,4\n', 2],
  ['"a\n""b""",2\n', 1],
  ['"a"b,2\n', null],
  ['1\n', null],
  ['1,2,3\n', null],
  ['1,2\r3,4\n', null],
  ['"a,2\n3,4\n', null],
  ['a\u0000b,2\n', null],
])('counts the rows of %j: %s', (text, rows) => {
  for (const size of [1, 2, 3, 1000]) expect(scanned(text, [columnOf('VARCHAR'), columnOf('BIGINT')], size)).toBe(rows);
});

/** Numbers as programs write them, and as they do not. */
function randomField(random: () => number): string {
  const digits = (most: number) =>
    Array.from({ length: Math.floor(random() * most) }, () => Math.floor(random() * 10)).join('');
  const forms: readonly (() => string)[] = [
    () => String((random() - 0.5) * 10 ** Math.floor(random() * 30 - 15)),
    () => String(Math.floor(random() * 1e6)),
    () => `${random() < 0.3 ? '-' : ''}${digits(4)}${random() < 0.7 ? '.' : ''}${digits(20)}`,
    () => `${digits(3)}e${random() < 0.5 ? '-' : ''}${digits(3)}`,
    () => ` ${digits(3)}`,
    () => `"${digits(3)}${random() < 0.3 ? '""' : ''}"`,
    () => ['', 'nan', 'NA', '1_0', '+1', '0', '-0', '0.0', '-'][Math.floor(random() * 9)] as string,
  ];
  return (forms[Math.floor(random() * forms.length)] as () => string)();
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it('says of each row what a careful reader says, however the bytes come', () => {
  const random = randomNumbers(1);
  const columns = [columnOf('DOUBLE'), columnOf('BIGINT'), columnOf('VARCHAR')];
  let fitting = 0;
  for (let row = 0; row < 20_000; row++) {
    const text = `${columns.map(() => randomField(random)).join(',')}\n`;
    const [read] = [...new CsvReader(dialect).feed(text, true)];
    const fits =
      read?.fault === null &&
      read.fields.length === columns.length &&
      read.fields.every(
        (field, at) => field === null || holds(columns[at]?.type as ColumnType, field, { decimal: '.', dates: null }),
      );
    if (fits) fitting += 1;
    expect([text, scanned(text, columns, 1 + Math.floor(random() * 8))]).toEqual([text, fits ? 1 : null]);
  }
  expect(fitting).toBeGreaterThan(2000);
});

it('takes only what DuckDB reads as the same number', async () => {
  const random = randomNumbers(2);
  const column = columnOf('DOUBLE');
  const texts = Array.from({ length: 20_000 }, () => randomField(random)).filter(
    (text) => text !== '' && !text.startsWith('"') && scanned(`${text}\n`, [column]) === 1,
  );
  const path = join(tmpdir(), `starling-scan-${process.pid}.csv`);
  await writeFile(path, texts.join('\n'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const files = { paths: [path], dialect, skip: 0, packing: 'none', fileColumn: null, more: 0, newLine: null } as const;
  const reader = await connection.runAndReadAll(csvSelect(files, [column], []));
  const found = reader.getRows().map(([value]) => value as number);
  expect(found).toEqual(texts.map((text) => (/nan/i.test(text) ? Number.NaN : Number(text))));
  connection.closeSync();
  instance.closeSync();
});
