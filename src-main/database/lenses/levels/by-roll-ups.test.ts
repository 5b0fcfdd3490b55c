import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageRequest } from '#shared/model/filter.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { LensSession } from '../lens-session.ts';
import { lensOf } from '../testing/lens-of.ts';
import { listening } from '../testing/listening.ts';

const request: PageRequest = { conditions: [], search: '', sort: [], limit: 200 };

/** Run `rN` of site `N % 3` has N steps of the gain (N × 7) % 10; `r0` has none. */
const RUNS = 25;
const gain = (run: number): number => (run * 7) % 10;

describe.each(engines)('lists sorted and filtered by roll-ups, on %s', (engine) => {
  let database: TestDatabase;
  let lens: LensSession;
  let statements: string[];

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key, site varchar(9))',
      'create table steps (run varchar(9), step integer, gain double precision)',
    );
    const runs = Array.from({ length: RUNS }, (_, run) => run);
    await insertRows(
      database,
      'runs',
      runs.map((run) => [`r${run}`, `s${run % 3}`]),
    );
    await insertRows(
      database,
      'steps',
      runs.flatMap((run) => Array.from({ length: run }, (_, at) => [`r${run}`, at, gain(run)])),
    );
    const heard = listening(await database.open());
    statements = heard.statements;
    lens = await lensOf(heard.connection, {
      session: { word: ['site', 'sites'], table: 'runs', distinct: true, id: ['site'], label: 'site' },
      episode: {
        ...{ word: ['run', 'runs'], table: 'runs', id: ['run'], parent: ['site'], label: 'run' },
        order: [{ by: 'run' }],
      },
      steps: { word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'step', title: 'Step' } },
      measures: [{ id: 'gain', title: 'Gain', level: 'step', value: 'gain', rollUp: true }],
    });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const ids = (rows: readonly (readonly unknown[])[]) => rows.map(([id]) => String(id));
  const byGain = Array.from({ length: RUNS - 1 }, (_, at) => at + 1).toSorted(
    (one, other) => gain(one) - gain(other) || (`r${one}` < `r${other}` ? -1 : 1),
  );
  const wanted = [...byGain.map((run) => `r${run}`), 'r0'];

  it('order by a measure, rows without a value last, page after page', async () => {
    const sort = [{ column: 'mean_gain', descending: false }];
    const first = await lens.episodesPage(undefined, { ...request, sort, limit: 10 });
    expect(first.columns.map(({ name }) => name)).toEqual(['id', 'label', 'session']);
    expect(first.rows[0]).toHaveLength(3);
    statements.length = 0;
    const second = await lens.episodesPage(undefined, { ...request, sort, limit: 10, after: first.keys.at(-1)! });
    const third = await lens.episodesPage(undefined, { ...request, sort, offset: 20 });
    expect([...ids(first.rows), ...ids(second.rows), ...ids(third.rows)]).toEqual(wanted);
    expect(third.more).toBe(false);
    // Only a first page computes the roll-ups.
    expect(statements.filter((sql) => sql.includes('steps'))).toEqual([]);
  });

  it('order by several, of one session', async () => {
    const sort = [
      { column: 'mean_gain', descending: true },
      { column: 'steps', descending: true },
    ];
    const { rows } = await lens.episodesPage('s1', { ...request, sort });
    const expected = byGain
      .filter((run) => run % 3 === 1)
      .toSorted((one, other) => gain(other) - gain(one) || other - one)
      .map((run) => `r${run}`);
    expect(ids(rows)).toEqual(expected);
  });

  it('keep what passes conditions, and count it', async () => {
    const conditions = [
      { column: 'steps', op: 'between' as const, values: ['5', '9'] },
      { column: 'mean_gain', op: '>' as const, values: ['4.5'] },
    ];
    const { rows } = await lens.episodesPage(undefined, { ...request, conditions });
    expect(ids(rows)).toEqual(['r5', 'r7', 'r8'].filter((id) => gain(Number(id.slice(1))) > 4.5));
    expect(await lens.episodesCount(undefined, { ...request, conditions })).toBe(rows.length);
    const none = [{ column: 'mean_gain', op: 'null' as const, values: [] }];
    expect(ids((await lens.episodesPage(undefined, { ...request, conditions: none })).rows)).toEqual(['r0']);
    expect(await lens.episodesCount(undefined, { ...request, conditions: none })).toBe(1);
  });

  it('order sessions by what their episodes hold', async () => {
    const sort = [{ column: 'steps', descending: true }];
    expect(ids((await lens.sessionsPage({ ...request, sort })).rows)).toEqual(['s0', 's2', 's1']);
    const many = [{ column: 'steps', op: '>' as const, values: ['95'] }];
    const sum = (site: number) =>
      Array.from({ length: RUNS }, (_, run) => run)
        .filter((run) => run % 3 === site)
        .reduce((all, run) => all + run, 0);
    const sites = [0, 1, 2].filter((site) => sum(site) > 95).map((site) => `s${site}`);
    expect(ids((await lens.sessionsPage({ ...request, conditions: many })).rows)).toEqual(sites);
    expect(await lens.sessionsCount({ ...request, conditions: many })).toBe(sites.length);
  });

  it('say that a column does not exist', async () => {
    await expect(
      lens.episodesPage(undefined, { ...request, sort: [{ column: 'nowhere', descending: false }] }),
    ).rejects.toThrow('There is no column “nowhere”');
  });
});
