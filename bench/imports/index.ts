import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { WritePlace } from '../../src-shared/contract/importing.ts';
import { cacheFolder } from '../data.ts';
import { postgresEngine } from '../engines/postgres.ts';
import { compare, type Row, type Times } from '../measure.ts';
import { csvFile, parquetFiles, smallFiles } from './files.ts';
import { duckdbFloor, postgresFloor, readParquet, sqliteFloor } from './floors.ts';
import { ImportWorker } from './worker.ts';

/** How many times the floor an import may take, and what its process may hold in MB. */
const limits = { duckdb: 1.2, sqlite: 1.3, postgres: 1.3 } as const;
const memoryLimit = 800;

type Report = (row: Row) => void;

/** Imports beside what the engines alone need for the same rows; `large` adds ten times as many, text and small files. */
export async function measureImports(report: Report, large: boolean): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  for (const rows of large ? [900_000, 9_000_000] : [900_000]) {
    const paths = await parquetFiles(rows);
    const what = `import ${rows.toLocaleString('en')} rows from ten parquet files`;
    await intoFiles(report, what, paths, readParquet(paths));
    await intoPostgres(report, what, paths, await csvFile(rows));
  }
  if (!large) return;
  const csv = await csvFile(9_000_000);
  await intoFiles(report, 'import a CSV of 1 GB', [csv], `read_csv('${csv}')`, null);
  const small = await smallFiles(10_000);
  await intoFiles(report, 'import 10,000 small files', small, readParquet(small), null);
}

async function intoFiles(
  report: Report,
  what: string,
  paths: readonly string[],
  from: string,
  limit: typeof limits | null = limits,
): Promise<void> {
  for (const engine of ['duckdb', 'sqlite'] as const) {
    const product = join(cacheFolder, `product.${engine}`);
    const floor = join(cacheFolder, `floor.${engine}`);
    const target = { target: { kind: 'file', path: product }, options: {}, engine } as const;
    const floorOf = { duckdb: duckdbFloor, sqlite: sqliteFloor }[engine];
    await measured(report, engine === 'duckdb' ? 'DuckDB' : 'SQLite', what, limit?.[engine] ?? null, (worker) =>
      compare(
        async () => {
          await rm(product, { force: true });
          await worker.import(target, paths, 'rows');
        },
        () => floorOf(floor, from),
      ),
    );
    await Promise.all([product, floor].map((file) => rm(file, { force: true })));
  }
}

async function intoPostgres(report: Report, what: string, paths: readonly string[], csv: string): Promise<void> {
  const engine = await postgresEngine();
  try {
    if (engine.target.kind !== 'postgres') return;
    const { profile, password = '' } = engine.target;
    const client = new pg.Client({ ...profile, password });
    await client.connect();
    const target: NonNullable<WritePlace['target']> = { target: { ...engine.target, profile }, options: {} };
    await measured(report, 'Postgres', what, limits.postgres, (worker) =>
      compare(
        async () => {
          await client.query(
            'drop table if exists product_rows, starling_imports, starling_import_rows, starling_rejects',
          );
          await worker.import(target, paths, 'product_rows');
        },
        () => postgresFloor(client, csv),
      ),
    );
    await client.query(
      'drop table if exists product_rows, floor_rows, starling_imports, starling_import_rows, starling_rejects',
    );
    await client.end();
  } finally {
    await engine.close();
  }
}

async function measured(
  report: Report,
  engine: string,
  what: string,
  factor: number | null,
  times: (worker: ImportWorker) => Promise<Times>,
): Promise<void> {
  const worker = await ImportWorker.start();
  try {
    const found = await times(worker);
    report({ engine, what, ...found, unit: 'ms', limit: factor === null ? null : factor * found.floor });
    report({ engine, what: `${what}: memory`, product: worker.peak, floor: null, unit: 'MB', limit: memoryLimit });
  } finally {
    await worker.close();
  }
}
