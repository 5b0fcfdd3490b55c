import { describe, expect, it, onTestFinished } from 'vitest';
import type { LensInput } from '#shared/model/lens.ts';
import type { Engine } from '#shared/model/source.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { lensOf } from '../testing/lens-of.ts';
import { samples } from '../testing/samples.ts';
import { FindingBook } from './finding-book.ts';
import { tableChecks } from './table-checks.ts';

const flock: Omit<LensInput, 'id' | 'title' | 'recognise'> = {
  session: { word: ['session', 'sessions'], table: 'sessions', id: ['session_id'], label: 'session_id' },
  episode: {
    word: ['episode', 'episodes'],
    table: 'episodes',
    id: ['episode_id'],
    parent: ['session_id'],
    label: 'episode_id',
  },
  steps: {
    word: ['row', 'rows'],
    table: 'rows_',
    episode: ['episode_id'],
    time: { by: 'frame', title: 'Frame' },
    within: ['id'],
    agent: 'agent',
    agentType: 'kind',
    apart: ['env'],
    position: { x: 'x', y: 'y' },
  },
  measures: [{ id: 'reward', title: 'Reward', level: 'step', value: 'reward' }],
  findings: {
    ended: 'ended',
    agree: [
      { title: 'Frames', says: 'num_frames', of: 'frames' },
      { title: 'Agents', says: 'num_agents', of: 'agents' },
      { title: 'Return', says: 'total', of: { sum: 'reward' } },
    ],
  },
};

type Row = readonly [episode: string, agent: number, kind: string, frame: number, x: number, y: number, reward: number];

/** Two agents that walk a step per frame for `frames` frames, and a target that never moves. */
function walk(episode: string, frames: number): readonly Row[] {
  return Array.from({ length: frames }, (_, frame): readonly Row[] => [
    [episode, 1, 'agent', frame, frame, 0, 1],
    [episode, 2, 'agent', frame, 0, frame, 0.5],
    [episode, 1, 'env', frame, 5, 5, 0],
  ]).flat();
}

async function flawed(
  engine: Engine,
  rows: readonly Row[],
  episodes: readonly (readonly (string | number | null)[])[],
) {
  const database = await createTestDatabase(engine);
  onTestFinished(() => database[Symbol.asyncDispose]());
  await database.execute(
    'create table sessions (session_id varchar(20))',
    'create table episodes (episode_id varchar(20), session_id varchar(20), num_frames integer, num_agents integer, total double precision, ended varchar(20))',
    'create table rows_ (id bigint primary key, episode_id varchar(20), agent integer, kind varchar(10), frame integer, x double precision, y double precision, reward double precision)',
  );
  await insertRows(database, 'sessions', [['s']]);
  await insertRows(database, 'episodes', episodes);
  await insertRows(
    database,
    'rows_',
    rows.map((row, index) => [index + 1, ...row]),
  );
  return lensOf(await database.open(), flock);
}

const sound = ['good', 's', 30, 2, 45, 'yes'] as const;

async function found(lens: LensSession, question: string, values = {}): Promise<readonly (readonly unknown[])[]> {
  const { rows } = await lens.findings.page({ question, values }, { limit: 100 });
  return rows;
}

describe.each(engines)('checks on %s', (engine) => {
  it('find nothing where all is well', async () => {
    const lens = await flawed(engine, walk('good', 30), [sound]);
    for (const { id } of lens.findings.findings()) expect([id, await found(lens, id)]).toEqual([id, []]);
  });

  it('find steps that are missing, there twice, or written after later ones', async () => {
    const rows = walk('good', 30).filter(
      ([, agent, kind, frame]) => !(kind === 'agent' && agent === 2 && frame > 9 && frame < 13),
    );
    const again: readonly Row[] = [['good', 1, 'agent', 7, 7, 0, 0]];
    const lens = await flawed(engine, [...rows, ...again], [sound]);
    expect(await found(lens, 'missing-steps')).toEqual([['good', '2', 'agent', 0, 29, 27, 1, 4, 3]]);
    expect(await found(lens, 'repeated-steps')).toEqual([['good', '1', 'agent', 7, 2]]);
    expect(await found(lens, 'time-backwards')).toEqual([['good', '1', 'agent', rows.length + 1, 29, 7, 0]]);
  });

  it('find a run that was restarted', async () => {
    const lens = await flawed(engine, [...walk('good', 30), ...walk('good', 3)], [sound]);
    const rows = await found(lens, 'time-backwards');
    expect(rows.map((row) => [row[1], row[2], row[4], row[5], row[6]])).toEqual([
      ['1', 'agent', 29, 0, 1],
      ['2', 'agent', 29, 0, 1],
      ['1', 'env', 29, 0, 1],
    ]);
  });

  it.skipIf(engine === 'sqlite')('find values that are no finite numbers', async () => {
    const rows = walk('good', 30).map((row, index): Row => {
      const reward = index === 3 ? Number.NaN : index === 8 ? Number.POSITIVE_INFINITY : row[6];
      return [row[0], row[1], row[2], row[3], row[4], row[5], reward];
    });
    expect(await found(await flawed(engine, rows, [sound]), 'not-finite')).toEqual([['good', 90, 2]]);
  });

  it('find agents that jump, freeze and leave, and none of what stands beside them', async () => {
    const rows = walk('good', 300).map((row): Row => {
      const [episode, agent, kind, frame, x, y, reward] = row;
      const jumps = agent === 1 && kind === 'agent' && frame === 100;
      const freezes = agent === 2 && kind === 'agent' && frame >= 150;
      return [episode, agent, kind, frame, jumps ? 9000 : x, freezes ? 150 : y, reward];
    });
    const lens = await flawed(engine, rows, [sound]);
    const jumps = await found(lens, 'jumps', { times: 20 });
    expect(jumps.map((row) => [row[1], row[3], row[4]])).toEqual([
      ['1', 100, 8901],
      ['1', 101, 8899],
    ]);
    expect(await found(lens, 'frozen')).toEqual([['good', '2', 'agent', 150, 299, 150]]);
    expect(await found(lens, 'frozen', { rows: 151 })).toEqual([]);
    const outside = await found(lens, 'out-of-bounds');
    expect(outside.map((row) => row.slice(0, 6))).toEqual([['good', '1', 'agent', 100, 9000, 0]]);
  });

  it('find what belongs to nothing, never ended, or is there twice', async () => {
    const episodes = [sound, sound, ['empty', 'nobody', 0, 0, null, null]];
    const lens = await flawed(engine, [...walk('good', 30), ...walk('lost', 2)], episodes);
    expect(await found(lens, 'episodes-twice')).toEqual([['good', 2]]);
    expect(await found(lens, 'without-session')).toEqual([['empty', 'nobody']]);
    expect(await found(lens, 'without-steps')).toEqual([['empty']]);
    expect(await found(lens, 'without-episode')).toEqual([['lost', 6]]);
    expect(await found(lens, 'without-end')).toEqual([['empty']]);
  });

  it('find numbers that disagree with the rows', async () => {
    const lens = await flawed(engine, walk('good', 30), [['good', 's', 31, 2, 45.5, 'yes']]);
    expect(await found(lens, 'counts-differ')).toEqual([
      ['good', 'Frames', 31, 30],
      ['good', 'Return', 45.5, 45],
    ]);
    expect(lens.findings.sql({ question: 'counts-differ', values: {} })).toContain('select');
  });

  it('find doubles that NULLs let through, and references to nothing', async () => {
    const database = await createTestDatabase(engine);
    onTestFinished(() => database[Symbol.asyncDispose]());
    const references = engine === 'sqlite' ? 'references parents(id)' : '';
    await database.execute(
      ...(engine === 'sqlite' ? ['pragma foreign_keys = off'] : []),
      'create table parents (id integer primary key)',
      `create table children (a integer, b integer, parent integer ${references}, unique (a, b))`,
      'insert into parents values (1)',
      'insert into children values (1, 1, 1), (1, null, null), (1, null, 1), (2, null, 7), (3, 3, 7)',
    );
    const connection = await database.open();
    const context = { connection, dialect: connection.dialect, find: () => undefined, timeZone: 'UTC' };
    const book = new FindingBook(context, tableChecks(await connection.catalogue(), connection.dialect));
    const page = async (question: string) => (await book.page({ question, values: {} }, { limit: 9 })).rows;
    expect(await page('null-doubles')).toEqual([['children', 'a, b', '1, NULL', 2]]);
    // Only SQLite lets such rows in.
    if (engine === 'sqlite') expect(await page('dangling')).toEqual([['children', 'parent', 'parents', '7', 2]]);
  });
});

describe('every check of every lens', () => {
  const groups = [...Map.groupBy(samples, ({ lens, variant }) => `${lens}, ${variant}`)];
  it.each(groups)('runs on every engine it has: %s', async (_, made) => {
    const answers = [];
    for (const { make } of made) {
      const database = await make();
      onTestFinished(() => database[Symbol.asyncDispose]());
      const connection = await database.open();
      const { findings } = await openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
      const counts: [string, number][] = [];
      for (const { id } of findings.findings()) {
        if (id !== 'not-finite') counts.push([id, await findings.count({ question: id, values: {} }, {})]);
      }
      answers.push(counts.filter(([id]) => id !== 'dangling' && id !== 'null-doubles'));
    }
    for (const other of answers.slice(1)) expect(other).toEqual(answers[0]);
  });
});
