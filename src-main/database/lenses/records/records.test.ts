import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import { type LensInput, lensSchema } from '#shared/model/lens.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { bindLens } from '../binding/bind.ts';
import { replacedRows } from '../binding/replaced.ts';
import type { LensSession } from '../lens-session.ts';
import { sessionOf } from '../session-of.ts';

const input: LensInput = {
  id: 'runs',
  title: 'Runs',
  recognise: [],
  session: { word: ['run', 'runs'], table: 'runs', id: ['id'], label: 'id' },
  episode: { word: ['day', 'days'], table: 'days', id: ['run', 'day'], parent: ['run'], label: 'day' },
  records: [
    { id: 'saves', word: ['save', 'saves'], of: 'session', table: 'saves', parent: ['run'], order: [{ by: 'file' }] },
    {
      ...{ id: 'events', word: ['event', 'events'], of: 'episode', table: 'events', parent: ['run', 'day'] },
      columns: [
        { name: 'what', title: 'What', value: 'kind' },
        { name: 'gone', title: 'Gone', value: 'column_of_another_version' },
        { name: 'twice', title: 'Twice', value: { call: 'mul', of: ['size', { value: 2 }] }, unit: 'm' },
      ],
      order: [{ by: 'size', descending: true }],
      time: { by: 'moment', title: 'Time', unit: 's' },
    },
    { id: 'absent', word: ['x', 'xs'], of: 'session', table: 'no_such_table', parent: ['run'] },
    { id: 'orphans', word: ['y', 'ys'], of: 'session', table: 'saves', parent: ['no_such_column'] },
  ],
  measures: [
    { id: 'size', title: 'Size', level: 'step', of: 'events', value: 'size', unit: 'm', rollUp: true },
    { id: 'largest', title: 'Largest', level: 'step', of: 'events', value: 'size', reduce: 'max', rollUp: true },
    { id: 'lost', title: 'Of no records', level: 'step', of: 'absent', value: 'size' },
  ],
  replaced: { word: 'superseded', tables: { events: 'active' } },
};

const request = { conditions: [], search: '', sort: [], limit: 2 };

describe.each(engines)('records on %s', (engine) => {
  let database: TestDatabase;
  const open = async (replacedShown = false): Promise<LensSession> => {
    const connection = await database.open();
    const catalogue = await connection.catalogue();
    const lens = lensSchema.parse(input);
    const all = (table: string) => findTable(catalogue, table);
    const some = replacedRows(lens, connection.dialect, all).catalogue(catalogue);
    const find = replacedShown ? all : (table: string) => findTable(some, table);
    const used = { lens, variant: null, schema: null, evidence: [] };
    return sessionOf(bindLens({ connection, find }, catalogue, used), null as never);
  };

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (id integer primary key)',
      'create table days (run integer not null, day integer not null, primary key (run, day))',
      'create table saves (id integer primary key, run integer not null, file varchar(50))',
      'create table events (run integer, day integer, kind varchar(20), size double precision, active boolean, moment double precision)',
      'insert into runs values (1), (2)',
      'insert into days values (1, 1), (1, 2), (2, 1)',
      `insert into saves values (1, 1, 'ep-10.pt'), (2, 1, 'ep-9.pt'), (3, 2, 'ep-1.pt'), (4, 1, 'ep-100.pt')`,
      `insert into events values (1, 1, 'small', 1, true, 0.5), (1, 1, 'large', 3, true, 2.5),
        (1, 1, 'wrong', 2, false, 9), (1, 2, 'other', 7, true, 1), (2, 1, 'unsaid', 5, null, 4)`,
    );
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('pages and counts those of one session, numbers inside text in order', async () => {
    const lens = await open();
    const first = await lens.recordsPage('saves', '1', request);
    expect(first.columns.map(({ name }) => name)).toEqual(['id', 'file']);
    expect(first.rows.map(([, file]) => file)).toEqual(['ep-9.pt', 'ep-10.pt']);
    const next = await lens.recordsPage('saves', '1', { ...request, after: first.keys[1] });
    expect(next.rows).toEqual([[4, 'ep-100.pt']]);
    expect(await lens.recordsCount('saves', '1', request)).toBe(3);
    const searched = { ...request, search: '100' };
    expect(await lens.recordsCount('saves', '1', searched)).toBe(1);
    expect(await lens.recordsCell('saves', '1', { key: first.keys[0]!, column: 'file' })).toBe('ep-9.pt');
  });

  it('says whose they are where it shows those of all', async () => {
    const lens = await open();
    const { columns, rows } = await lens.recordsPage('saves', undefined, { ...request, limit: 9 });
    expect(columns.map(({ name, title }) => [name, title])[0]).toEqual(['session', 'Run']);
    expect(columns[1]).toMatchObject({ name: 'session_label', title: 'Run' });
    expect(rows.map(([run, label, , file]) => [run, label === run ? file : label])).toEqual([
      ['2', 'ep-1.pt'],
      ['1', 'ep-9.pt'],
      ['1', 'ep-10.pt'],
      ['1', 'ep-100.pt'],
    ]);
  });

  it('shows the columns of the lens that the database has, without rows that were replaced', async () => {
    const lens = await open();
    const { columns, rows } = await lens.recordsPage('events', '["1","1"]', request);
    expect(columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['what', null],
      ['twice', 'm'],
    ]);
    expect(rows).toEqual([
      ['large', 6],
      ['small', 2],
    ]);
    expect(await lens.recordsCount('events', undefined, request)).toBe(4);
    expect(await (await open(true)).recordsCount('events', undefined, request)).toBe(5);
  });

  it('measures them: over their time, of an episode, of a session', async () => {
    const lens = await open();
    expect((await lens.measures({})).map(({ id }) => id)).toEqual(['size', 'largest']);
    const draw = { measure: 'size', sessions: [], episodes: ['["1","1"]'], split: 'mean' as const, points: 100 };
    const overTime = await lens.series(draw);
    expect(overTime).toMatchObject({ x: { title: 'Time', unit: 's' }, measure: { unit: 'm' } });
    expect(overTime.series[0]?.points).toEqual([
      [0.5, 1],
      [2.5, 3],
    ]);
    const overDays = await lens.series({ ...draw, episodes: [], sessions: ['1'] });
    expect(overDays.series[0]?.points).toEqual([
      [0, 2],
      [1, 7],
    ]);
    const days = await lens.episodesRollUps(['["1","1"]', '["1","2"]']);
    expect(days.columns.map(({ name }) => name)).toEqual(['mean_size', 'greatest_largest']);
    expect(days.rows).toEqual({ '["1","1"]': [2, 3], '["1","2"]': [7, 7] });
    const runs = await lens.sessionsRollUps(['1', '2']);
    expect(runs.rows).toEqual({ '1': [2, 11 / 3, 7], '2': [1, 5, 5] });
  });

  it('refuses tables that the lens or the database does not have', async () => {
    const lens = await open();
    for (const table of ['absent', 'orphans', 'days']) {
      await expect(lens.recordsPage(table, '1', request)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: expect.stringContaining('saves, events') as string,
      });
    }
  });
});
