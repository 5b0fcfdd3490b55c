import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chooseDriver } from '../../../drivers/engines.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { factorioCases, factorioDatabase } from '../../testing/factorio-data.ts';
import { listening } from '../../testing/listening.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

const [zero, two, ten, search] = [
  ['10', '0', '0'],
  ['10', '2', '0'],
  ['10', '10', '0'],
  ['9', null, '3'],
].map((id) => JSON.stringify(id)) as [string, string, string, string];

const seconds = (time: string) => Date.parse(`2025-10-01T${time}Z`) / 1000;

describe.each(factorioCases)('factorio with $columns columns, JSON as $json, on $engine', (each) => {
  let lens: LensSession;
  let database: TestDatabase;
  let statements: string[];

  beforeAll(async () => {
    database = await createTestDatabase(each.engine);
    await database.execute(...factorioDatabase(each));
    const heard = listening(await database.open());
    statements = heard.statements;
    lens = await openLens(heard.connection, await heard.connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('is recognised with its layout, and says why', () => {
    expect(lens.choice()).toMatchObject({ id: 'factorio', variant: each.columns, chosen: false });
    expect(lens.choice().alternatives.flatMap(({ id, fits }) => (fits ? [id] : []))).toEqual(['generic']);
    expect(lens.choice().words).toEqual({ session: 'version', episode: 'run', step: 'program' });
    expect(lens.choice().evidence.join('\n')).toContain('has `programs` with version, instance, code');
  });

  it('lists versions by number, with model, task and beginning', async () => {
    const page = await lens.sessionsPage(request);
    expect(page.columns.map(({ name }) => name)).toEqual([
      'id',
      'label',
      'model',
      'task',
      'agents',
      'sweep',
      'started',
    ]);
    const started = (time: string) => ({ k: 'timestamp', t: time });
    expect(page.rows.map((row) => row.slice(0, 6))).toEqual([
      ['9', 'v9 · model-b', 'model-b', 'tree search', null, null],
      ['10', 'v10 · model-a', 'model-a', 'open_play', 1, 'sweep'],
    ]);
    if (each.engine !== 'sqlite') {
      expect(page.rows.map((row) => row[6])).toEqual([started('2025-10-02 08:00:00'), started('2025-10-01 13:00:00')]);
    } else expect(page.rows.map((row) => row[6])).toEqual(['2025-10-02 08:00:00', '2025-10-01 13:00:00']);
  });

  it('lists runs by process and instance, numbers as numbers', async () => {
    const page = await lens.episodesPage('10', request);
    expect(page.rows.map(([id, label]) => [id, label])).toEqual([
      [zero, 'process 0 · agent 0'],
      [two, 'process 2 · agent 0'],
      [ten, 'process 10 · agent 0'],
    ]);
    const all = await lens.episodesPage(undefined, request);
    expect(all.rows.map(([id]) => id)).toEqual([search, zero, two, ten]);
    expect(all.rows[0]?.[1]).toBe('instance 3');
    expect(await lens.episodesCount(undefined, request)).toBe(4);
  });

  it('rolls runs and versions up', async () => {
    const { columns, rows } = await lens.episodesRollUps([zero, two, ten, search]);
    expect(columns.map(({ name }) => name)).toEqual([
      ...['steps', 'duration', 'total_value', 'greatest_best', 'last_production_score'],
      ...['total_errors', 'total_tokens', 'greatest_depth'],
    ]);
    expect(columns[1]?.unit).toBe('s');
    expect(rows).toEqual({
      [zero]: [3, 120, 3, 2.5, 3, 2, 330, 1],
      [two]: [3, 30, 10, 8, 10, 0, 180, 2],
      [ten]: [1, 0, 0.25, 0.25, 0.25, 0, 5, 0],
      [search]: [2, 60, 6, 4, null, null, 10, 1],
    });
    const versions = await lens.sessionsRollUps(['9', '10']);
    expect(versions.rows['10']).toEqual([...[3, 7, 150, 13.25, 8], ...[expect.closeTo(13.25 / 3, 12), 2, 515, 2]]);
    expect(versions.rows['9']?.slice(0, 2)).toEqual([1, 2]);
  });

  it('never reads states or conversations for a list', () => {
    expect(statements.length).toBeGreaterThan(4);
    expect(statements.filter((text) => /state_json|conversation_json/.test(text))).toEqual([]);
  });

  it('orders programs by their time, then their id', async () => {
    const programs = async (run: string) => {
      const page = await lens.rows(run, request, undefined);
      const id = page.columns.findIndex(({ name }) => name === 'id');
      return page.rows.map((row) => row[id]);
    };
    expect(await programs(zero)).toEqual([1, 3, 2]);
    expect(await programs(two)).toEqual([4, 5, 6]);
    expect(await programs(search)).toEqual([8, 9]);
    const first = await lens.rows(two, { ...request, limit: 1 }, undefined);
    const rest = await lens.rows(two, { ...request, after: first.keys[0]! }, undefined);
    expect(rest.rows).toHaveLength(2);
    const header = await lens.header(zero);
    expect(header).toMatchObject({
      rows: 3,
      session: { id: '10', label: 'v10 · model-a' },
      label: 'process 0 · agent 0',
      dimensions: 0,
    });
    expect(header.time).toMatchObject({ title: 'Created', unit: 'epoch seconds' });
    expect(header.time!.last - header.time!.first).toBe(120);
  });

  it('decodes the state of a program', async () => {
    const { keys } = await lens.rows(zero, request, undefined);
    const state = await lens.state(zero, keys[0]!);
    expect(state.sections[0]).toMatchObject({
      ...{ id: 'entities', summary: '1 entity of 1 kind', counts: [{ name: 'stone-furnace', count: 1 }] },
      tree: [{ type: 'furnace', position: { x: '1.5', y: '-2' } }],
    });
    expect(state.notices).toEqual([]);
    await expect(lens.state(zero, 'no key')).rejects.toMatchObject({ data: { code: 'BAD_INPUT' } });
  });

  it('draws values, scores and errors', async () => {
    const ids = (await lens.measures({})).map(({ id }) => id);
    const found = ids.splice(17).toSorted();
    expect(found).toEqual(['dynamic/iron-plate', 'static/coal', 'static/iron-ore']);
    expect(ids).toEqual([
      ...['value', 'cumulative_value', 'best', 'production_score', 'errors', 'tokens', 'prompt_tokens'],
      ...['completion_tokens', 'cumulative_tokens', 'depth', 'achieved_static', 'achieved_dynamic', 'ticks'],
      ...['raw_reward', 'holdout_value', 'advantage', 'visits'],
    ]);
    const over = await lens.series({ ...series, measure: 'production_score', episodes: [zero, two] });
    const from = over.series[0]!.points[0]![0] - seconds('13:00:00');
    const moved = over.series.map(({ points }) => points.map(([x, y]) => [x - from, y]));
    expect(moved).toEqual([
      [
        [seconds('13:00:00'), 1],
        [seconds('13:01:00'), 3.5],
        [seconds('13:02:00'), 3],
      ],
      [
        [seconds('13:00:00'), 8],
        [seconds('13:00:30'), 10],
      ],
    ]);
    const cumulative = await lens.series({ ...series, measure: 'cumulative_value', episodes: [zero] });
    expect(cumulative.series[0]?.points.map(([, y]) => y)).toEqual([1, 3.5, 3]);
    const errors = await lens.series({ ...series, measure: 'errors', sessions: ['10'] });
    expect(errors.series).toMatchObject([
      {
        points: [
          [0, 2],
          [1, 0],
          [2, 0],
        ],
        episodes: [zero, two, ten],
      },
    ]);
    const raw = await lens.series({ ...series, measure: 'raw_reward', sessions: ['9'] });
    expect(raw.series).toMatchObject([{ label: 'v9 · model-b', points: [[0, 7.5]] }]);
  });
});

describe('a table of programs', () => {
  it('of something else is not taken for one', async () => {
    await using database = await createTestDatabase('sqlite');
    await database.execute('create table programs (id integer primary key, version integer, code text, meta text)');
    const connection = await database.open();
    expect((await openLens(connection, await connection.catalogue())).choice().id).toBe('generic');
  });

  it('of the sample is: three versions of two processes with twelve programs each', async () => {
    const path = join(import.meta.dirname, '../../../../../../shared/data/factorio/derived/fle_programs_sample.db');
    if (!existsSync(path)) return void console.log('not run: fle_programs_sample.db is not here');
    const scratch = await mkdtemp(join(tmpdir(), 'starling-lens-'));
    onTestFinished(() => rm(scratch, { recursive: true, force: true }));
    const target = { kind: 'file' as const, path };
    const connection = await (await chooseDriver(target)).open(target, { options: {}, scratch });
    onTestFinished(() => connection.close());
    const lens = await openLens(connection, await connection.catalogue());
    expect(lens.choice()).toMatchObject({ id: 'factorio', variant: '24' });
    const page = await lens.episodesPage(undefined, request);
    expect(page.rows.map(([, label]) => label)).toEqual(
      [1, 2, 3].flatMap(() => ['process 0 · agent 0', 'process 1 · agent 0']),
    );
    // By sqlite3: select sum(value), sum(token_usage), sum(json_extract(meta, '$.error_occurred')) … where version = 2.
    const { columns, rows } = await lens.sessionsRollUps(['2']);
    const named = Object.fromEntries(columns.map(({ name }, at) => [name, rows['2']?.[at]]));
    expect(named).toMatchObject({ episodes: 2, steps: 24, total_errors: 6, total_tokens: 90132 });
    expect(named.total_value).toBeCloseTo(65.585 + 108.141, 9);
    // By sqlite3: select max(value) … group by version.
    const { rows: summaries } = await lens.questions.page({ question: 'trajectory-summaries', values: {} }, {});
    expect(summaries.map((row) => row[8])).toEqual([15.665, 14.714, 15.443]);
    const run = String(page.rows[0]?.[0]);
    const { keys } = await lens.rows(run, { ...request, limit: 1 }, undefined);
    const { sections, notices } = await lens.state(run, keys[0]!);
    expect(notices).toEqual([]);
    expect(sections[0]).toMatchObject({ id: 'entities' });
    expect(sections[0]?.counts.length).toBeGreaterThan(0);
    expect(sections[0]?.counts.some(({ name }) => name.includes('"'))).toBe(false);
  });
});
