import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { occupancySchema } from '../database/care/schemas/occupancy.ts';
import { trafficSchema } from '../database/care/schemas/traffic.ts';
import { runStarling } from './testing/programs.ts';

let folder: string;
let runs: string;
let traffic: string;
let rooms: string;

/** Two agents with two runs each, of two episodes of one step; and a training whose rewards are of two parts. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-chart-'));
  runs = join(folder, 'runs.sqlite');
  const file = new BetterSqlite3(runs);
  file.exec(`create table sessions (id text primary key, agent text, seed integer);
    create table episodes (id text primary key, session_id text references sessions (id), number integer);
    create table steps (episode_id text references episodes (id), step integer, reward real, cost real);
    insert into sessions values ('r1', 'a', 1), ('r2', 'a', 2), ('r3', 'b', 1), ('r4', 'b', 2)`);
  const rewards = { r1: [1, 3], r2: [3, 5], r3: [10, 20], r4: [10, 40] };
  for (const [run, values] of Object.entries(rewards)) {
    for (const [at, reward] of values.entries()) {
      file.exec(`insert into episodes values ('${run}e${at}', '${run}', ${at});
        insert into steps values ('${run}e${at}', 0, ${reward}, ${2 * reward})`);
    }
  }
  file.close();
  traffic = join(folder, 'traffic.sqlite');
  const training = new BetterSqlite3(traffic);
  for (const statement of trafficSchema('S1', 'sqlite')) training.exec(statement);
  training.exec(`insert into experiments (id, experiment_name, config) values ('x', 'x', '${longConfig(0.1)}'), ('y', 'y', '${longConfig(0.2)}');
    insert into training_episodes (id, experiment_id, episode_number, scenario_info, total_reward, steps_completed, reward_components) values
      ('1', 'x', 1, '{}', 3, 9, '{"speed_reward": 5, "waiting_penalty": -2}'), ('2', 'x', 2, '{}', 4, 9, '{"speed_reward": 1, "waiting_penalty": 2}'),
      ('3', 'y', 1, '{}', 0, 9, '{"speed_reward": 0, "waiting_penalty": 0}')`);
  training.close();
  rooms = join(folder, 'rooms.sqlite');
  makeRooms(rooms);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Two rooms, the office occupied from noon to six on the first day and all of the second; people come and go by the hour. */
function makeRooms(path: string): void {
  const file = new BetterSqlite3(path);
  for (const statement of occupancySchema('models', 'sqlite')) file.exec(statement);
  const reading =
    file.prepare(`insert into sensor_readings (timestamp, room, zone, state, confidence, source_entity, created_at)
    values (?, ?, 'full', ?, 1, 'x', ?)`);
  const seen = (room: string, time: string, on: number) => reading.run(`${time}:00.000000`, room, on, time);
  for (const hour of ['00', '06', '12', '18']) seen('office', `2024-05-01 ${hour}:00`, hour === '12' ? 1 : 0);
  for (const hour of ['00', '06', '12', '18']) seen('office', `2024-05-02 ${hour}:00`, 1);
  seen('hall', '2024-05-01 08:00', 1);
  seen('hall', '2024-05-03 00:00', 0);
  const move =
    file.prepare(`insert into room_transitions (timestamp, from_room, to_room, transition_duration_seconds, confidence, created_at)
    values (?, ?, ?, 10, 1, ?)`);
  const moves: readonly (readonly [string, string | null, string])[] = [
    ['2024-05-01 08:30', null, 'hall'],
    ['2024-05-01 09:10', 'hall', 'office'],
    ['2024-05-01 17:59', 'office', 'hall'],
    ['2024-05-02 09:20', 'hall', 'office'],
    ['2024-05-03 20:00', 'office', 'hall'],
  ];
  for (const [time, from, to] of moves) move.run(`${time}:00.000000`, from, to, time);
  file.close();
}

/** More than a list shows of a cell, and the rate behind all of it. */
function longConfig(rate: number): string {
  const layers = Array.from({ length: 500 }, (_, at) => [`layer ${at}`, 'dense']);
  return JSON.stringify({ ...Object.fromEntries(layers), rate });
}

/** What the command wrote, or what it said instead. */
async function drawn(database: string, format: string, ...options: string[]): Promise<string> {
  const path = join(folder, `chart.${format}`);
  await rm(path, { force: true });
  const { code, err } = await runStarling(['chart', database, '-o', path, ...options]);
  return code === 0 ? readFile(path, 'utf8') : err;
}

/** A file as an engine reads it: whole doubles as CSV writes them. */
async function parquet(path: string) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const found = await connection.runAndReadAll(`from '${path}'`);
  const words = await connection.runAndReadAll(
    `select decode(key), decode(value) from parquet_kv_metadata('${path}') where decode(key) <> 'ARROW:schema'`,
  );
  return {
    names: found.columnNames(),
    types: found.columnTypes().map(String),
    rows: found.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
    said: new Map(words.getRows().map(([key, value]) => [String(key), String(value)])),
  };
}

const lines = (csv: string) => csv.trimEnd().split('\r\n');

/** Every command is a process of its own. */
describe('starling chart', { timeout: 120_000 }, () => {
  it('draws the runs of each group as a line with a band', async () => {
    const band = (kind: string) => drawn(runs, 'csv', '--measure', 'reward', '--by', 'agent', '--band', kind);
    expect(lines(await band('minmax'))).toEqual([
      'line,Episode in order,reward,low,high,n',
      ...['a (n = 2),0,2,1,3,2', 'a (n = 2),1,4,3,5,2', 'b (n = 2),0,10,10,10,2', 'b (n = 2),1,30,20,40,2'],
    ]);
    // The deviation of 20 and 40 is 14.142…; their standard error 10.
    const number = (row: string | undefined, at: number) => Number(row?.split(',')[at]);
    const [, , , , sd] = lines(await band('sd'));
    expect(number(sd, 3)).toBeCloseTo(30 - Math.sqrt(200), 9);
    expect(number(sd, 4)).toBeCloseTo(30 + Math.sqrt(200), 9);
    const [, , , , se] = lines(await band('se'));
    expect([number(se, 3), number(se, 4)]).toEqual([expect.closeTo(20, 9), expect.closeTo(40, 9)]);
  });

  it('says in the picture what a band is, and draws the same interval twice', async () => {
    const picture = () =>
      drawn(runs, 'svg', '--measure', 'reward', '--by', 'agent', '--band', 'ci', '--confidence', '0.9');
    const svg = await picture();
    expect(svg).toContain('Mean by agent, 90 % bootstrap interval');
    expect(svg).toContain('a (n = 2)');
    expect(await picture()).toBe(svg);
    const smoothed = (ending: string, ...more: string[]) =>
      drawn(runs, ending, '--measure', 'reward', '--by', 'agent', '--band', 'minmax', ...more);
    const two = ['--smooth', 'trailing:2'];
    expect(await smoothed('svg', ...two)).toMatch(/each run\W.*last 2 points/s);
    // Second of a: the means of 2 with 1 and 3, and with 5 and 3, over whichever runs; of b: of 10 with 20 and with 40.
    expect(
      lines(await smoothed('csv', ...two))
        .slice(1)
        .map((row) => row.split(',').slice(0, 3)),
    ).toEqual([
      ...[
        ['a (n = 2)', '0', '2'],
        ['a (n = 2)', '1', '3'],
        ['b (n = 2)', '0', '10'],
        ['b (n = 2)', '1', '20'],
      ],
    ]);
    expect(await smoothed('csv', ...two, '--log')).toContain('Only lines over x can be smoothed');
  });

  it('draws histograms, scatters, profiles and parallel coordinates', async () => {
    const draw = (...more: string[]) => drawn(runs, 'csv', ...more);
    const histogram = lines(await draw('--measure', 'reward', '--draw', 'histogram', '--session', 'r1'));
    expect(histogram[0]).toBe('line,reward from,reward to,values,Share of values');
    expect(histogram.slice(1).map((row) => row.split(',')[3])).toEqual(['1', '1']);
    expect(
      lines(await draw('--measure', 'reward', '--draw', 'scatter', '--against', 'cost', '--session', 'r3')),
    ).toEqual([...['line,cost,reward', 'r3,20,10', 'r3,40,20']]);
    const profile = lines(await draw('--measure', 'reward', '--draw', 'profile', '--by', 'agent'));
    expect(profile[0]).toBe('line,reward,Share of values above,low,high,n');
    const parallel = lines(await draw('--draw', 'parallel'));
    expect(parallel[0]).toMatch(/^line,agent,/);
    expect(parallel).toHaveLength(5);
    const rows = lines(await drawn(traffic, 'csv', '--draw', 'parallel')).map((row) => row.split(','));
    const rate = rows[0]?.indexOf('rate') ?? -1;
    expect(rows.map((row) => row[rate])).toEqual(['rate', '0.1', '0.2']);
  });

  it('stacks the parts of a measure, or those beside a part, of one session', async () => {
    const stacked = (measure: string, ...more: string[]) =>
      drawn(traffic, 'csv', '--draw', 'stacked', '--measure', measure, ...more);
    const whole = await stacked('total_reward', '--session', 'x');
    expect(lines(whole)).toEqual([
      'line,Training episode in order,Total reward,from,to',
      ...['Speed,0,5,0,5', 'Speed,1,1,0,1', 'Waiting penalty,0,-2,-2,0', 'Waiting penalty,1,2,1,3'],
      ...['Total reward,0,3,,', 'Total reward,1,4,,'],
    ]);
    expect(await stacked('speed_reward', '--session', 'x')).toBe(whole);
    expect(await drawn(traffic, 'svg', '--draw', 'stacked', '--measure', 'total_reward', '--session', 'x')).toContain(
      'x: the parts add up to Total reward at 1 of 2 places',
    );
    expect(await stacked('total_reward')).toContain('choose one of x, y');
    expect(await stacked('avg_loss', '--session', 'x')).toContain('draw it as lines');
  });

  it('writes what CSV says as Parquet, with types and where it comes from, the same bytes twice', async () => {
    const asked = {
      lines: ['--measure', 'reward', '--smooth', 'mean:3', '--session', 'r1', '--session', 'r4'],
      band: ['--measure', 'reward', '--by', 'agent', '--band', 'sd'],
    };
    const types: Record<string, unknown> = {};
    for (const [kind, options] of Object.entries(asked)) {
      const csv = lines(await drawn(runs, 'csv', ...options));
      const written = await drawn(runs, 'parquet', ...options);
      const { names, rows, said, ...more } = await parquet(join(folder, 'chart.parquet'));
      expect(names.join(','), kind).toBe(csv[0]);
      expect(rows, kind).toEqual(csv.slice(1).map((row) => row.split(',').map((cell) => (cell === '' ? null : cell))));
      expect(said.get('database'), kind).toMatch(/^runs/);
      expect(said.get('written by'), kind).toMatch(/^Starling /);
      if (kind === 'lines') expect(await drawn(runs, 'parquet', ...options)).toBe(written);
      types[kind] = more.types;
    }
    expect(types).toEqual({
      lines: ['VARCHAR', 'DOUBLE', 'DOUBLE'],
      band: ['VARCHAR', 'DOUBLE', 'DOUBLE', 'DOUBLE', 'DOUBLE', 'BIGINT'],
    });
  });

  it('draws transitions by hours, and the trend of a share of time', async () => {
    const of = (...more: string[]) => drawn(rooms, 'csv', '--time-zone', 'UTC', ...more);
    expect(lines(await of('--draw', 'transitions')).slice(1)).toEqual([
      ...['initial,hall,1,10,10,10', 'hall,office,2,10,10,10', 'office,hall,2,10,10,10'],
    ]);
    expect(lines(await of('--draw', 'transitions', '--hours', '9-18')).slice(1)).toEqual([
      ...['hall,office,2,10,10,10', 'office,hall,1,10,10,10'],
    ]);
    const share = lines(await of('--measure', 'occupied_share', '--session', 'office')).slice(1);
    expect(share.map((row) => Number(row.split(',').at(-1)))).toEqual([0.25, 1]);
    expect(await of('--draw', 'transitions', '--session', 'office')).toContain('Transitions are of all sessions');
    expect(await of('--draw', 'histogram', '--measure', 'occupied_share', '--hours', '9-18')).toContain(
      'add --draw transitions',
    );
    expect(await drawn(runs, 'csv', '--draw', 'transitions')).toContain('This database has no transitions');
  });

  it('says what does not go together', async () => {
    const of = (...more: string[]) => drawn(runs, 'svg', '--measure', 'reward', ...more);
    expect(await of('--draw', 'histogram', '--band', 'ci')).toContain('leave out --band, or --draw histogram');
    expect(await of('--draw', 'scatter')).toContain('add --against MEASURE');
    expect(await of('--band', 'ci', '--by', 'colour')).toContain('There is no fact “colour”; there are: ');
    expect(await of('--band', 'ci', '--episode', 'r1e0')).toContain('of all episodes of some sessions');
    expect(await of('--draw', 'histogram', '--log')).toContain('Only lines over x can be smoothed');
    expect(await of('--measure', 'cost', '--band', 'ci')).toContain('Such a chart is of one --measure');
    expect(await of('--band', 'wide')).toContain('Allowed choices are ci, minmax');
    expect(await of('--draw', 'pie')).toContain('Allowed choices are lines, histogram, scatter, stacked');
  });
});
