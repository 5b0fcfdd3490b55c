import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { OfferedFile } from '../../offer.ts';
import { column, csv, headerOf, splitLine } from '../csv.ts';
import { rateByClock } from '../frame-rate.ts';
import type { TrackFormat } from '../track-importer.ts';
import { number, type TrackSource } from '../track-source.ts';
import { longBy } from './body-parts.ts';

/** idtracker.ai: `trajectories.csv` with `time, x1, y1, x2, y2…`, and `attributes.json`, `id_probabilities.csv` beside it. */
export const idtracker: TrackFormat = {
  id: 'idtracker',
  title: 'idtracker.ai trajectories',
  unit: 'pixels',
  gathers: (name) =>
    /^(?:trajectories|id_probabilities|areas)\.csv$|^attributes\.json$/.test(name) ? 'trajectories' : null,
  look: async ({ files }) => {
    for (const file of files.filter(({ name }) => /\.csv$/i.test(name)).slice(0, 20)) {
      const names = await headerOf(file);
      if (isTrajectories(names)) return { sure: 0.9, why: `${file.name} has the columns time, x1, y1, …` };
    }
    return null;
  },
  sources: async ({ files }, { duckdb }) => {
    const found: TrackSource[] = [];
    for (const file of files.filter(({ name }) => /\.csv$/i.test(name))) {
      const names = await headerOf(file);
      if (isTrajectories(names)) found.push(await sourceOf(file, names, duckdb));
    }
    return found;
  },
  config: async ({ files: [first] }) => (first === undefined ? null : readBeside(first, 'attributes.json')),
};

function isTrajectories(names: readonly string[]): boolean {
  return (
    ['time', 'seconds'].includes(names[0] ?? '') && names[1] === 'x1' && names[2] === 'y1' && names.length % 2 === 1
  );
}

async function sourceOf(file: OfferedFile, names: readonly string[], duckdb: DuckDBConnection): Promise<TrackSource> {
  const attributes = await readBeside(file, 'attributes.json');
  const rate =
    attributes === null ? Number.NaN : Number((JSON.parse(attributes) as Record<string, unknown>)['frames_per_second']);
  const chances = join(dirname(file.path), 'id_probabilities.csv');
  const head = await readFile(chances, 'utf8').then(
    (text) => splitLine(text.split(/\r?\n/, 1)[0] ?? ''),
    () => null,
  );
  const individuals = Array.from({ length: (names.length - 1) / 2 }, (_, at) => at + 1);
  const points = individuals.map((each) => ({
    name: 'animal',
    individual: String(each),
    ...{ x: column(`x${each}`), y: column(`y${each}`) },
    score: head === null ? null : column(head[each] ?? ''),
  }));
  const lines = (path: string, of: readonly string[]) =>
    `(select *, row_number() over () - 1 as line from ${csv(path, { names: of })})`;
  const trajectories = lines(file.path, names);
  const both =
    head === null
      ? trajectories
      : `${trajectories} a left join (select * exclude (${column(head[0] ?? '')}) from ${lines(chances, head)}) b using (line)`;
  return {
    ...{
      episode:
        basename(dirname(file.path)) === 'trajectories_csv'
          ? basename(dirname(dirname(file.path)))
          : basename(file.name, '.csv'),
      file,
    },
    from: longBy(points, both, 'line'),
    record: 'line + 1',
    frame: 'line::integer',
    ...{ agent: 'individual', type: `'animal'`, x: number('px'), y: number('py') },
    properties: head === null ? [] : [{ id: 'confidence', type: 'float', value: number('score') }],
    leftOut: { where: `coalesce(lower(px), '') in ('', 'nan')`, why: 'the animal was not found' },
    frameRate:
      rate > 0
        ? rate
        : await rateByClock(duckdb, { from: trajectories, frame: 'line', seconds: number(column(names[0] ?? '')) }),
  };
}

async function readBeside({ path }: OfferedFile, name: string): Promise<string | null> {
  return readFile(join(dirname(path), name), 'utf8').catch(() => null);
}
