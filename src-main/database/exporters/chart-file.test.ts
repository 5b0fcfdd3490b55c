import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChartFileInput } from '#shared/model/export.ts';
import { chartFile } from './chart-file.ts';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'starling-chart-file-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

it('keeps text, doubles and counts, names that are alike, gaps, and the order of many rows', async () => {
  const rows: ChartFileInput['rows'] = Array.from({ length: 10_000 }, (_, at) => [
    at % 2 === 0 ? 'a "b", c' : '',
    at === 3 ? null : at / 7,
    at === 4 ? null : 1e300,
    at === 5 ? null : at,
  ]);
  const columns: ChartFileInput['columns'] = [
    { name: 'line', kind: 'text' },
    { name: 'Speed (m/s)', kind: 'float' },
    { name: 'speed (M/S)', kind: 'float' },
    { name: 'n', kind: 'integer' },
  ];
  const input = { columns, rows, scratch, provenance: [['asked for', `it's "all"`]] as [string, string][] };
  const bytes = Buffer.from(await (await chartFile(input, undefined)).arrayBuffer());
  expect(bytes.equals(Buffer.from(await (await chartFile(input, undefined)).arrayBuffer()))).toBe(true);
  const path = join(scratch, 'chart.parquet');
  await writeFile(path, bytes);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const found = await connection.runAndReadAll(`from '${path}'`);
  expect(found.columnNames()).toEqual(['line', 'Speed (m/s)', 'speed (M/S) 2', 'n']);
  expect(found.columnTypes().map(String)).toEqual(['VARCHAR', 'DOUBLE', 'DOUBLE', 'BIGINT']);
  expect(found.getRows().map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)))).toEqual(
    rows,
  );
  const said = await connection.runAndReadAll(
    `select decode(value) from parquet_kv_metadata('${path}') where decode(key) = 'asked for'`,
  );
  expect(said.getRows()).toEqual([[`it's "all"`]]);
  connection.closeSync();
});
