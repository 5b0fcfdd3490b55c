import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CompareRequest, PARAMETERS, readCompared } from '#shared/compare/compare.ts';
import { readCurves } from '#shared/compare/curves.ts';
import { type Asker, readItems } from '#shared/compare/items.ts';
import { type CompareHow, compareRows } from '#shared/compare/rows.ts';
import { readLines } from '#shared/compare/values.ts';
import type { Engine } from '#shared/model/source.ts';
import { createTestDatabase, engines, type TestDatabase } from '../testing/engines.ts';
import { insertRows, type TestValue } from '../testing/insert-rows.ts';
import { askerOf } from './testing/asker-of.ts';
import { lensOf } from './testing/lens-of.ts';

const where = { database: 'x' };
const request: CompareRequest = { level: 'episode', measures: [], of: 'mean', last: 2, by: ['session'], sessions: [] };
const how: CompareHow = { test: 'auto', correction: 'holm', confidence: 0.95 };

interface Runs {
  readonly metrics: readonly string[];
  /** Name and configuration. */
  readonly runs: readonly (readonly [string, string | null])[];
  /** Run, scenario, and the metrics. */
  readonly trials: readonly (readonly TestValue[])[];
}

async function askerFor(database: TestDatabase, { metrics, runs, trials }: Runs): Promise<Asker> {
  const columns = metrics.map((metric) => `${metric} double precision`).join(', ');
  await database.execute(
    'create table runs (name varchar(40) primary key, config text)',
    `create table trials (id integer primary key, run varchar(40), scenario varchar(40), ${columns})`,
  );
  await insertRows(database, 'runs', runs);
  await insertRows(
    database,
    'trials',
    trials.map((trial, id) => [id, ...trial]),
  );
  const lens = await lensOf(await database.open(), {
    session: {
      ...{ word: ['run', 'runs'], table: 'runs', id: ['name'], label: 'name', order: [{ by: 'name' }] },
      facts: [{ name: 'config', title: 'Config', value: 'config' }],
    },
    episode: {
      ...{
        word: ['trial', 'trials'],
        table: 'trials',
        id: ['id'],
        parent: ['run'],
        label: 'id',
        order: [{ by: 'id' }],
      },
      facts: [{ name: 'scenario', title: 'Scenario', value: 'scenario' }],
    },
    measures: metrics.map((id) => ({ id, title: id, level: 'episode' as const, value: id })),
  });
  return askerOf(lens);
}

/** Longer than a cell of a list. */
function configOf(lr: number, seed: number): string {
  return JSON.stringify({ lr, words: 'long '.repeat(2000), seed, net: { width: 64 } });
}

const seeded: Runs = {
  metrics: ['score'],
  runs: [
    ['a1', configOf(0.1, 1)],
    ['a2', configOf(0.1, 2)],
    ['b1', configOf(0.2, 1)],
    ['b2', configOf(0.2, 2)],
    ['b3', configOf(0.2, 3)],
  ],
  trials: [
    ...[1, 2, 6].map((score) => ['a1', 's', score] as const),
    ...[2, 3, Number.NaN, 10].map((score) => ['a2', 's', score] as const),
    ...[7, 8, 9].map((score) => ['b1', 's', score] as const),
    ...[4, 6, 8].map((score) => ['b2', 's', score] as const),
  ],
};

describe.each(engines)('runs and their seeds on %s', (engine) => {
  it('are grouped by all parameters but the seed, as long as these may be', async () => {
    await using database = await createTestDatabase(engine);
    const asker = await askerFor(database, seeded);
    const wanted = { ...request, level: 'session', measures: ['score'], by: [PARAMETERS] } as const;
    const compared = await readCompared(asker, where, wanted);
    expect(compared.by).toEqual(['config.lr']);
    expect(compared.groups.map(({ label, items }) => [label, items.map(({ id }) => id)])).toEqual([
      ['0.1', ['a1', 'a2']],
      ['0.2', ['b1', 'b2', 'b3']],
    ]);
    expect(compared.pairing).toBeUndefined();
    expect(compareRows(compared, how)[1]?.against).toMatchObject({ test: 'welch', pairs: null });
    const [a, b] = compareRows(compared, { ...how, test: 'paired', pair: 'config.seed' });
    // Means 3 and 5 against 8 and 6; b3 has no trials.
    expect(a).toMatchObject({ n: 2, missing: 0, mean: 4, median: 4, isBaseline: true, against: null });
    expect(b).toMatchObject({ n: 2, missing: 1, mean: 7 });
    expect(b?.against).toMatchObject({ delta: 3, relative: 0.75, above: 1, test: 'paired', pairs: 2 });
    expect(b?.against?.d).toBeCloseTo(3 / Math.SQRT2, 12);
    // t of 5 and 1: mean 3 over a standard error of 2; with one degree of freedom p = 1 − 2 atan(t) / π.
    expect(b?.against?.result.statistic).toBeCloseTo(1.5, 12);
    expect(b?.against?.result.p).toBeCloseTo(1 - (2 * Math.atan(1.5)) / Math.PI, 12);
  });

  it('come to what one asks for', async () => {
    await using database = await createTestDatabase(engine);
    const asker = await askerFor(database, seeded);
    const values = async (of: CompareRequest['of']) => {
      const { measured } = await readCompared(asker, where, { ...request, level: 'session', measures: ['score'], of });
      return Object.fromEntries(measured[0]!.values);
    };
    expect(await values('last')).toEqual({ a1: 6, a2: 10, b1: 9, b2: 8 });
    expect(await values('tail')).toEqual({ a1: 4, a2: 6.5, b1: 8.5, b2: 7 });
    expect(await values('highest')).toEqual({ a1: 6, a2: 10, b1: 9, b2: 8 });
    expect(await values('lowest')).toEqual({ a1: 1, a2: 2, b1: 7, b2: 4 });
    expect(await values('median')).toEqual({ a1: 2, a2: 3, b1: 8, b2: 6 });
  });

  it('give every trial its value, and say how many have none', async () => {
    await using database = await createTestDatabase(engine);
    const asker = await askerFor(database, seeded);
    const compared = await readCompared(asker, where, { ...request, measures: ['score'], sessions: ['a2', 'b1'] });
    const rows = compareRows(compared, { ...how, baseline: 'a2', test: 'mann-whitney' });
    expect(rows.map(({ group, n, missing }) => [group.label, n, missing])).toEqual([
      ['a2', 3, 1],
      ['b1', 3, 0],
    ]);
    // b1's 7, 8 and 9 lie above 2 and 3 and below 10: U = 6 of 9; 4 of 10 choices of ranks lie nearer to 4.5.
    expect(rows[1]?.against).toMatchObject({ above: 6 / 9, test: 'mann-whitney' });
    expect(rows[1]?.against?.result.p).toBeCloseTo(0.7, 12);
    const { items } = await readItems(asker, where, 'episode', ['a2']);
    expect(items[0]?.facts.get('session.config.net.width')).toBe(64);
  });
});

it.each(engines)('lets the steps of an episode come to what one asks for on %s', async (engine) => {
  await using database = await createTestDatabase(engine);
  await database.execute('create table steps (run varchar(9), step integer, agent integer, gain double precision)');
  const gains = [3, -1, 5, 2, 0, 4];
  const rows = gains.map((gain, at) => ['a', Math.floor(at / 2), at % 2, gain] as const);
  await insertRows(database, 'steps', [...rows, ['b', 0, 0, Number.NaN]]);
  const episode = { word: ['run', 'runs'], table: 'steps', distinct: true, id: ['run'], label: 'run' } as const;
  const lens = await lensOf(await database.open(), {
    episode: { ...episode, word: [...episode.word], id: [...episode.id] },
    steps: {
      word: ['step', 'steps'],
      table: 'steps',
      episode: ['run'],
      time: { by: 'step', title: 'Step' },
      agent: 'agent',
    },
    measures: [
      { id: 'gain', title: 'Gain', level: 'step', value: 'gain' },
      { id: 'total', title: 'Total', level: 'step', value: 'gain', running: true },
    ],
  });
  const asked = async (measure: string, steps: CompareRequest['steps']) => {
    const { lines } = await readLines(askerOf(lens), where, measure, { sessions: [], steps });
    expect(lines.map(({ episodes }) => episodes)).toEqual([['a']]);
    return lines[0]?.values;
  };
  expect(await asked('gain', undefined)).toEqual([13 / 6]);
  expect(await asked('gain', 'sum')).toEqual([13]);
  expect(await asked('gain', 'min')).toEqual([-1]);
  expect(await asked('gain', 'max')).toEqual([5]);
  // Of both agents' last steps.
  expect(await asked('gain', 'last')).toEqual([2]);
  expect(await asked('total', 'last')).toEqual([13]);
  await expect(asked('total', 'max')).rejects.toThrow('running sum');

  const { byItem, x, reduced } = await readCurves(askerOf(lens), where, { measure: 'gain' }, ['a', 'b']);
  // The mean over agents at each step; b has no finite value.
  expect([...byItem]).toEqual([['a', { at: [0, 1, 2], values: [1, 3.5, 2] }]]);
  expect({ x, reduced }).toEqual({ x: 'Step', reduced: 0 });
  const smooth = { kind: 'trailing', window: 2 } as const;
  const smoothed = await readCurves(askerOf(lens), where, { measure: 'gain', smooth }, ['a', 'b']);
  expect([...smoothed.byItem]).toEqual([['a', { at: [0, 1, 2], values: [1, 2.25, 2.75] }]]);
  const many = Array.from({ length: 1001 }, () => 'a');
  await expect(readCurves(askerOf(lens), where, { measure: 'gain' }, many)).rejects.toThrow('1001 lines');
});

it('lets lines over dates begin together', async () => {
  await using database = await createTestDatabase('duckdb');
  await database.execute(
    'create table steps (run varchar, seen timestamp, gain double)',
    `insert into steps values ('a', '2026-01-01 10:00:00', 1), ('a', '2026-01-01 10:00:05', 2), ('b', '2026-03-01 10:00:00', 3)`,
  );
  const lens = await lensOf(await database.open(), {
    episode: { word: ['run', 'runs'], table: 'steps', distinct: true, id: ['run'], label: 'run' },
    steps: { word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'seen', title: 'Seen' } },
    measures: [{ id: 'gain', title: 'Gain', level: 'step', value: 'gain' }],
  });
  const { byItem } = await readCurves(askerOf(lens), where, { measure: 'gain' }, ['a', 'b']);
  expect([...byItem].map(([id, { at }]) => [id, at])).toEqual([
    ['a', [0, 5]],
    ['b', [0]],
  ]);
});

it('reads lines that are longer than any chart whole', async () => {
  await using database = await createTestDatabase('duckdb');
  const trials = Array.from({ length: 80_003 }, (_, at) => ['a1', null, at % 1000] as const);
  const asker = await askerFor(database, { ...seeded, trials: [...trials, ['b1', null, 5]] });
  const { lines } = await readLines(asker, where, 'score', { sessions: [] });
  expect(lines.map(({ values }) => values.length)).toEqual([80_003, 0, 1, 0, 0]);
  expect(lines[0]?.values.reduce((sum, value) => sum + value, 0)).toBe(80 * 499_500 + 0 + 1 + 2);
  expect(lines[0]?.episodes.at(-1)).toBe('80002');
  const others = { ...asker, episodes: { ...asker.episodes, count: () => Promise.resolve(100_001) } } as Asker;
  await expect(readItems(others, where, 'episode')).rejects.toThrow('These are 100001 episodes');
});

const folder = '../shared/data/traffic';
const published = `${folder}/statistical_analysis.json`;

describe.runIf(existsSync(published)).each(engines)('the published comparison of signals on %s', (engine: Engine) => {
  it('gives its figures', async () => {
    const known = (
      JSON.parse(readFileSync(published, 'utf8')) as { metrics_analysis: Record<string, Record<string, number>> }
    ).metrics_analysis;
    const metrics = Object.keys(known);
    await using database = await createTestDatabase(engine);
    const runs = ['fixed_time', 'd3qn'] as const;
    const asker = await askerFor(database, {
      metrics,
      runs: runs.map((run) => [run, null]),
      trials: runs.flatMap((run) => tableOf(run, metrics)),
    });
    const compared = await readCompared(asker, where, { ...request, measures: metrics });
    expect(compared.pairing).toBe('scenario');
    const rows = compareRows(compared, { ...how, baseline: 'fixed_time', correction: 'bonferroni' });
    for (const { measure, n, mean, against } of rows.filter(({ isBaseline }) => !isBaseline)) {
      const figures = known[measure.id]!;
      expect({ n, test: against?.test, pairs: against?.pairs }).toEqual({ n: 66, test: 'paired', pairs: 66 });
      near(mean, figures['d3qn_mean']);
      near(mean - against!.delta, figures['fixed_time_mean']);
      // They subtract the other way round.
      near(-against!.result.statistic, figures['test_statistic']);
      near(against!.result.p, figures['p_value'], 1e-9);
      near(against!.corrected, figures['corrected_p_value'], 1e-9);
      near(against!.d, figures['effect_size_cohens_d']);
    }
  });
});

function near(value: number, wanted = Number.NaN, within = 1e-10): void {
  expect(Math.abs(value / wanted - 1), `${value} against ${wanted}`).toBeLessThan(within);
}

/** Rows of a table of results: run, scenario, metrics. */
function tableOf(run: string, metrics: readonly string[]): readonly (readonly TestValue[])[] {
  const lines = readFileSync(`${folder}/comparison_${run}_results.csv`, 'utf8').trim().split(/\r?\n/);
  const [names = [], ...rows] = lines.map((line) =>
    [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, field = '']) => field),
  );
  const column = (name: string) => names.indexOf(name);
  return rows.map((row) => [run, row[column('scenario')] ?? null, ...metrics.map((name) => Number(row[column(name)]))]);
}
