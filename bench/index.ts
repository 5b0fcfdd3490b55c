import { parseArgs } from 'node:util';
import type { BenchEngine } from './engine.ts';
import { duckdbEngine } from './engines/duckdb.ts';
import { postgresEngine } from './engines/postgres.ts';
import { sqliteEngine } from './engines/sqlite.ts';
import { measureFactorio } from './factorio.ts';
import { measureFollowing } from './follow.ts';
import { measureHundred } from './hundred.ts';
import { measureImports } from './imports/index.ts';
import { measureManyEpisodes } from './many-episodes.ts';
import { type Row, RUNS } from './measure.ts';
import { measureMlflow } from './mlflow.ts';
import { measureProperties } from './properties.ts';
import { measureReplay } from './replay.ts';
import { measureStart } from './start.ts';
import { measureEngine } from './suite.ts';
import { kept, tableOf } from './table.ts';
import { measureTranscript } from './transcript.ts';

/**
 * `npm run bench [-- --engine duckdb] [--only series] [--source]`: product beside floor, in one run; of pages and series only
 * those whose name contains a word. Ends with 1 where a limit is missed.
 */
const engines: Readonly<Record<string, () => Promise<BenchEngine>>> = {
  duckdb: duckdbEngine,
  sqlite: sqliteEngine,
  postgres: postgresEngine,
};

const { values } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true },
    only: { type: 'string' },
    source: { type: 'boolean' },
    imports: { type: 'boolean' },
    large: { type: 'boolean' },
  },
});
const rows: Row[] = [];

function report(row: Row): void {
  rows.push(row);
  console.log(tableOf([row]).split('\n').at(-1));
}

for (const name of values.imports ? [] : (values.engine ?? Object.keys(engines))) {
  const start = engines[name];
  if (start === undefined) throw new Error(`There is no engine “${name}”: ${Object.keys(engines).join(', ')}`);
  const engine = await start();
  try {
    await measureEngine(engine, report, (what) => what.includes(values.only ?? ''));
    await measureFollowing(engine, report);
    if (name === 'duckdb') await measureHundred(engine, report);
    if (name !== 'duckdb') await measureMlflow(engine, report);
    await measureFactorio(engine, report);
    await measureTranscript(engine, report);
    await measureManyEpisodes(engine, report);
    if (name !== 'sqlite') await measureProperties(engine, report);
    if (name !== 'sqlite') await measureReplay(engine, report);
  } finally {
    await engine.close();
  }
}

if (values.engine === undefined && !values.imports) await measureStart(report);
if (values.engine === undefined) await measureImports(report, values.large ?? false, values.imports ? values.only : '');

console.log(
  `\nMedians of ${RUNS} after one to warm up; Node ${process.versions.node}, ${process.platform} ${process.arch}\n`,
);
console.log(tableOf(rows));
process.exitCode = rows.every(kept) ? 0 : 1;
