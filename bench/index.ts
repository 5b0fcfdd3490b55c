import { parseArgs } from 'node:util';
import { measureCatalogue } from './catalogue.ts';
import type { BenchEngine } from './engine.ts';
import { duckdbEngine } from './engines/duckdb.ts';
import { postgresEngine } from './engines/postgres.ts';
import { sqliteEngine } from './engines/sqlite.ts';
import { measureFactorio } from './factorio.ts';
import { measureFollowing } from './follow.ts';
import { measureHundred } from './hundred.ts';
import { measureImports } from './imports/index.ts';
import { measureLooks } from './looks.ts';
import { measureManyEpisodes } from './many-episodes.ts';
import { type Row, RUNS, SHORT, SHORT_RUNS } from './measure.ts';
import { measureMlflow } from './mlflow.ts';
import { measureProperties } from './properties.ts';
import { measurePyramid } from './pyramid.ts';
import { measureReplay } from './replay.ts';
import { measureStart } from './start.ts';
import { measureStates } from './states.ts';
import { measureEngine } from './suite.ts';
import { kept, tableOf } from './table.ts';
import { measureTenRuns } from './ten-runs.ts';
import { measureTracks } from './tracks.ts';
import { measureTranscript } from './transcript.ts';
import { measureCharts } from './window/charts.ts';
import { measureShown } from './window/replay.ts';
import { measureSeeds } from './window/seeds.ts';

/**
 * `npm run bench [-- --engine duckdb] [--part browse] [--only series] [--source]`: product beside floor, in one run; of pages
 * and series only those whose name contains a word. Ends with 1 where a limit is missed.
 */
const engines: Readonly<Record<string, () => Promise<BenchEngine>>> = {
  duckdb: duckdbEngine,
  sqlite: sqliteEngine,
  postgres: postgresEngine,
};

interface Part {
  readonly measure: (engine: BenchEngine, report: (row: Row) => void) => Promise<void>;
  /** Engines that have it; all of them where none are named. */
  readonly engines?: readonly string[];
}

/** What is measured of an engine. */
const parts: Readonly<Record<string, Part>> = {
  browse: { measure: (engine, add) => measureEngine(engine, add, (what) => what.includes(values.only ?? '')) },
  catalogue: { measure: measureCatalogue },
  follow: { measure: measureFollowing },
  // A DuckDB file has no writer while it is open here: what is followed are copies of it.
  looks: { measure: measureLooks, engines: ['sqlite', 'postgres'] },
  hundred: { measure: measureHundred, engines: ['duckdb'] },
  runs: { measure: measureTenRuns },
  pyramid: { measure: measurePyramid, engines: ['duckdb'] },
  mlflow: { measure: measureMlflow, engines: ['sqlite', 'postgres'] },
  factorio: { measure: measureFactorio },
  transcript: { measure: measureTranscript },
  episodes: { measure: measureManyEpisodes },
  properties: { measure: measureProperties, engines: ['duckdb', 'postgres'] },
  replay: { measure: measureReplay },
  shown: { measure: measureShown, engines: ['duckdb', 'sqlite'] },
  tracks: { measure: measureTracks },
  states: { measure: measureStates },
};

const { values } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true },
    part: { type: 'string', multiple: true },
    only: { type: 'string' },
    source: { type: 'boolean' },
    imports: { type: 'boolean' },
    large: { type: 'boolean' },
  },
});
/** What is measured of the application as a whole, in a browser. */
const whole: Readonly<Record<string, (report: (row: Row) => void) => Promise<void>>> = {
  start: measureStart,
  charts: measureCharts,
  seeds: measureSeeds,
};
const names = [...Object.keys(parts), ...Object.keys(whole)];
const unknown = values.part?.find((part) => !names.includes(part));
if (unknown !== undefined) throw new Error(`There is no part “${unknown}”: ${names.join(', ')}`);
const everything = values.engine === undefined && values.part === undefined;
const rows: Row[] = [];

function report(row: Row): void {
  rows.push(row);
  console.log(tableOf([row]).split('\n').at(-1));
}

const isOfEngine = values.part?.some((part) => part in parts) ?? true;
for (const name of values.imports || !isOfEngine ? [] : (values.engine ?? Object.keys(engines))) {
  const start = engines[name];
  if (start === undefined) throw new Error(`There is no engine “${name}”: ${Object.keys(engines).join(', ')}`);
  const engine = await start();
  try {
    for (const [part, { measure, engines: having = [name] }] of Object.entries(parts)) {
      if (having.includes(name) && (values.part?.includes(part) ?? true)) await measure(engine, report);
    }
  } finally {
    await engine.close();
  }
}

for (const [part, measure] of values.imports ? [] : Object.entries(whole)) {
  if (everything || values.part?.includes(part)) await measure(report);
}
if (everything) await measureImports(report, values.large ?? false, values.imports ? values.only : '');

console.log(
  `\nMedians of ${RUNS} after one to warm up, of ${SHORT_RUNS.measured} after ${SHORT_RUNS.warming} below ${SHORT} ms; Node ${process.versions.node}, ${process.platform} ${process.arch}\n`,
);
console.log(tableOf(rows));
process.exitCode = rows.every(kept) ? 0 : 1;
