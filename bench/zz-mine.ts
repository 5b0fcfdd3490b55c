import type { BenchEngine } from './engine.ts';
const [name, ...which] = process.argv.slice(2);
const { tableOf } = await import('./table.ts');
const report = (row: never) => console.log(tableOf([row]).split('\n').at(-1));
const make = { sqlite: async () => (await import('./engines/sqlite.ts')).sqliteEngine(), duckdb: async () => (await import('./engines/duckdb.ts')).duckdbEngine(), postgres: async () => (await import('./engines/postgres.ts')).postgresEngine() };
const e: BenchEngine = await make[name as 'sqlite']();
try {
  if (which.includes('f')) await (await import('./factorio.ts')).measureFactorio(e, report);
  if (which.includes('m')) await (await import('./many-episodes.ts')).measureManyEpisodes(e, report);
  if (which.includes('p')) await (await import('./properties.ts')).measureProperties(e, report);
} finally { await e.close(); }
