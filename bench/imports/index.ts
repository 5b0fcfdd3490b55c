import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { WritePlace } from '../../src-shared/contract/importing.ts';
import { cacheFolder } from '../data.ts';
import { postgresEngine } from '../engines/postgres.ts';
import { compare, type Row, type Times } from '../measure.ts';
import { csvFile, parquetFiles, smallFiles } from './files.ts';
import { duckdbFloor, postgresFloor, readParquet, sqliteFloor } from './floors.ts';
import { measurePandas } from './pandas.ts';
import { measureWindow } from './window.ts';
import { collect, ImportWorker } from './worker.ts';

/** How many times the floor an import may take, and what its process may hold in MB. */
const limits = { duckdb: 1.2, sqlite: 1.3, postgres: 1.3 } as const;
const memoryLimit = 800;
/** The longest that the main process may stand still, in milliseconds. */
const stallLimit = 50;

type Report = (row: Row) => void;

/** Imports beside what the engines alone need for the same rows; `large` adds ten times as many, text and small files. */
export async function measureImports(report: Report, large: boolean, only = ''): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const wanted = (what: string): boolean => what.includes(only);
  for (const rows of large ? [900_000, 9_000_000] : [900_000]) {
    const what = `import ${rows.toLocaleString('en')} rows from ten parquet files`;
    if (!wanted(what)) continue;
    const paths = await parquetFiles(rows);
    await intoFiles(report, what, paths, readParquet(paths));
    await intoPostgres(report, what, paths, await csvFile(rows));
    await measureWindow(report, paths, what);
  }
  if (wanted('pandas')) await besidePandas(report);
  if (!large) return;
  for (const [what, paths, from] of [
    ['import a CSV of 1 GB', async () => [await csvFile(9_000_000)], ([csv = '']) => `read_csv('${csv}')`],
    ['import 10,000 small files', () => smallFiles(10_000), readParquet],
  ] satisfies [string, () => Promise<readonly string[]>, (paths: readonly string[]) => string][]) {
    if (!wanted(what)) continue;
    const files = await paths();
    await intoFiles(report, what, files, from(files));
    if (files.length > 1) await measureWindow(report, files, what);
  }
}

async function intoFiles(report: Report, what: string, paths: readonly string[], from: string): Promise<void> {
  for (const engine of ['duckdb', 'sqlite'] as const) {
    const product = join(cacheFolder, `product.${engine}`);
    const floor = join(cacheFolder, `floor.${engine}`);
    const target = { target: { kind: 'file', path: product }, options: {}, engine } as const;
    const floorOf = { duckdb: duckdbFloor, sqlite: sqliteFloor }[engine];
    await measured(report, engine === 'duckdb' ? 'DuckDB' : 'SQLite', what, limits[engine], (worker) =>
      compare(
        async () => {
          await rm(product, { force: true });
          await worker.import(target, paths, 'rows');
        },
        () => floorOf(floor, from),
        collect,
      ),
    );
    await Promise.all([product, floor].map((file) => rm(file, { force: true })));
  }
}

async function intoPostgres(report: Report, what: string, paths: readonly string[], csv: string): Promise<void> {
  await withPostgres(async (client, target) => {
    await measured(report, 'Postgres', what, limits.postgres, (worker) =>
      compare(
        async () => {
          await client.query(
            'drop table if exists product_rows, starling_imports, starling_import_rows, starling_rejects',
          );
          await worker.import(target, paths, 'product_rows');
        },
        () => postgresFloor(client, csv),
        collect,
      ),
    );
  });
}

/** 90,000 rows, as one of the projects' loaders was timed with. */
async function besidePandas(report: Report): Promise<void> {
  const rows = 90_000;
  const csv = await csvFile(rows);
  await withPostgres((client, target) => measurePandas(report, client, target, csv, rows));
}

async function withPostgres(
  work: (client: pg.Client, target: NonNullable<WritePlace['target']>) => Promise<void>,
): Promise<void> {
  const engine = await postgresEngine();
  try {
    if (engine.target.kind !== 'postgres') return;
    const { profile, password = '' } = engine.target;
    const client = new pg.Client({ ...profile, password });
    await client.connect();
    await work(client, { target: { ...engine.target, profile }, options: {} });
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
  factor: number,
  times: (worker: ImportWorker) => Promise<Times>,
): Promise<void> {
  const worker = await ImportWorker.start();
  try {
    const found = await times(worker);
    report({ engine, what, ...found, unit: 'ms', limit: factor * found.floor });
    report({ engine, what: `${what}: memory`, product: worker.peak, floor: null, unit: 'MB', limit: memoryLimit });
    const stall = `${what}: longest stall of the main process`;
    await worker.rest();
    report({ engine, what: stall, product: worker.stall, floor: worker.idle, unit: 'ms', limit: stallLimit });
    const own = `${what}: most that the main process computed at a time`;
    report({ engine, what: own, product: worker.work, floor: null, unit: 'ms', limit: stallLimit });
  } finally {
    await worker.close();
  }
}
