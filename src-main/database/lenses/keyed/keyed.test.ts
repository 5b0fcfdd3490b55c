import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { lensOf } from '../testing/lens-of.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

/** Runs of two groups, named by group and number, without any key; what is known of them is in rows of other tables. */
describe.each(engines)('what is kept in rows of its own, on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    const json = engine === 'postgres' ? 'jsonb' : engine === 'duckdb' ? 'json' : 'text';
    await database.execute(
      `create table runs (grp text, number integer, config ${json})`,
      `create table facts (grp text, number integer, name text, word text)`,
      `create table notes (grp text, name text, value double precision)`,
      `create table logged (grp text, number integer, name text, step integer, value double precision)`,
      `insert into runs values ('a', 2, '{"lr": 0.5, "net": {"width": 64, "kind": "mlp"}, "_secret": 1}'),
        ('a', 10, '{"lr": 1e-05, "net": {"width": "auto"}}'), ('b', 1, null)`,
      `insert into facts values ('a', 2, 'size', '10'), ('a', 10, 'size', '9'), ('a', 2, 'kind', 'small'), ('a', 10, 'kind', '7'),
        ('b', 1, 'only', 'b'), ('a', 2, 'p9', '1'), ('a', 2, 'p10', '1')`,
      `insert into notes values ('a', 'score', 4.5), ('b', 'score', 1)`,
      `insert into logged values ('a', 2, 'loss', 1, 3), ('a', 2, 'loss', 5, 2), ('a', 2, 'gain', 1, 7), ('a', 10, 'loss', 1, 9),
        ('b', 1, 'other', 1, 1)`,
    );
    const id = ['grp', 'number'];
    lens = await lensOf(await database.open(), {
      session: {
        ...{ word: ['group', 'groups'], table: 'runs', distinct: true, id: ['grp'], label: 'grp' },
        rows: [{ id: 'notes', title: 'Note', table: 'notes', of: ['grp'], key: 'name', number: 'value' }],
      },
      episode: {
        ...{ word: ['run', 'runs'], table: 'runs', id, parent: ['grp'], label: 'number' },
        order: [{ by: 'grp' }, { by: 'number' }],
        rows: [{ id: 'facts', table: 'facts', of: id, key: 'name', text: 'word', columns: 3, named: { p10: 'Tenth' } }],
        documents: [{ id: 'config', json: 'config', depth: 2, aside: ['_'] }],
      },
      steps: {
        ...{ word: ['value', 'values'], table: 'logged', episode: id, time: { by: 'step', title: 'Step' } },
        long: { word: ['metric', 'metrics'], key: 'name', value: 'value' },
      },
    });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const first = '["a","2"]';
  const tenth = '["a","10"]';
  const table = async (session: string | undefined, asked: Partial<typeof request> = {}) => {
    const { columns, rows } = await lens.episodesPage(session, { ...request, ...asked });
    return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
  };

  it('adds columns to the list of sessions', async () => {
    const { columns, rows } = await lens.sessionsPage({
      ...request,
      sort: [{ column: 'notes/score', descending: false }],
    });
    expect(columns.at(-1)).toMatchObject({ name: 'notes/score', title: 'Note: score', kind: 'float' });
    expect(rows.map((row) => [row[0], row.at(-1)])).toEqual([
      ['b', 1],
      ['a', 4.5],
    ]);
  });

  it('adds the commonest keys, and those with a name, to the list of episodes', async () => {
    const [one, two] = await table('a');
    expect(Object.keys(one!).filter((name) => name.startsWith('facts/'))).toEqual([
      'facts/kind',
      'facts/p10',
      'facts/size',
    ]);
    expect(one).toMatchObject({ 'facts/size': 10, 'facts/kind': 'small', 'facts/p10': 1 });
    expect(two).toMatchObject({ 'facts/size': 9, 'facts/kind': '7', 'facts/p10': null });
    const { columns } = await lens.episodesPage('a', request);
    expect(columns.find(({ name }) => name === 'facts/p10')?.title).toBe('Tenth');
    expect(Object.keys((await table('b'))[0]!).filter((name) => name.startsWith('facts/'))).toEqual(['facts/only']);
  });

  it('adds the keys of configurations, numbers where all are', async () => {
    expect(await table('a')).toMatchObject([
      { 'config/lr': 0.5, 'config/net.width': '64', 'config/net.kind': 'mlp' },
      { 'config/lr': 1e-5, 'config/net.width': 'auto', 'config/net.kind': null },
    ]);
    expect(Object.keys((await table('a'))[0]!)).not.toContain('config/_secret');
  });

  it('sorts, filters, searches and counts by them', async () => {
    const ids = async (asked: object) => (await table('a', asked)).map(({ id }) => id);
    const sort = [{ column: 'facts/size', descending: false }];
    expect(await ids({ sort })).toEqual([tenth, first]);
    const { keys } = await lens.episodesPage('a', { ...request, sort, limit: 1 });
    expect(await ids({ sort, after: keys[0] })).toEqual([first]);
    expect(await ids({ sort: [{ column: 'config/lr', descending: true }] })).toEqual([first, tenth]);
    expect(await ids({ conditions: [{ column: 'facts/size', op: '<', values: ['10'] }] })).toEqual([tenth]);
    expect(await ids({ search: 'SMALL' })).toEqual([first]);
    expect(await lens.episodesCount('a', { ...request, search: 'mlp' })).toBe(1);
    expect(
      await lens.episodesCount('a', { ...request, conditions: [{ column: 'facts/kind', op: '=', values: ['7'] }] }),
    ).toBe(1);
  });

  it('tells a run’s all', async () => {
    const header = await lens.header(first);
    const facts = header.facts.map(({ column, value }) => [column.title, value]);
    expect(facts).toEqual([
      ['kind', 'small'],
      ['p9', '1'],
      ['Tenth', '1'],
      ['size', '10'],
    ]);
    expect(header).toMatchObject({ rows: 3, time: { first: 1, last: 5 } });
  });

  it('measures every key of long steps, and rolls none of them up', async () => {
    const ids = async (scope: object) => (await lens.measures(scope)).map(({ id }) => id);
    expect(await ids({ session: 'a' })).toEqual(['gain', 'loss', 'facts/p9', 'facts/p10', 'facts/size']);
    expect(await ids({ episode: tenth })).toEqual(['loss', 'facts/kind', 'facts/size']);
    expect(await ids({})).toContain('other');
    const over = await lens.series({ ...series, measure: 'loss', episodes: [first, tenth] });
    expect(over.series.map(({ points }) => points)).toEqual([
      [
        [1, 3],
        [5, 2],
      ],
      [[1, 9]],
    ]);
    const last = await lens.series({ ...series, measure: 'loss', sessions: ['a'] });
    expect(last.series[0]?.points).toEqual([
      [0, 2],
      [1, 9],
    ]);
    const sizes = await lens.series({ ...series, measure: 'facts/size', sessions: ['a'] });
    expect(sizes.series[0]?.points).toEqual([
      [0, 10],
      [1, 9],
    ]);
    expect((await lens.episodesRollUps([first])).columns).toEqual([]);
    expect((await lens.sessionsRollUps(['a'])).rows).toEqual({ a: [2] });
  });
});
