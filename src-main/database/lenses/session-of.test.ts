import { describe, expect, it, onTestFinished } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import { type Lens, type LensInput, lensSchema } from '#shared/model/lens.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { bindLens } from './binding/bind.ts';
import { lenses } from './lenses.ts';
import { sessionOf } from './session-of.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

/** One table of programs, as agents in a game leave behind: runs and processes are found among the rows. */
const process = { json: 'meta', path: ['process_id'] };
const programs: LensInput = {
  id: 'programs',
  title: 'Programs',
  recognise: [{ table: 'programs', columns: ['version', 'meta'] }],
  session: {
    word: ['version', 'versions'],
    table: 'programs',
    distinct: true,
    id: ['version'],
    label: { call: 'concat', of: [{ value: 'v' }, 'version'] },
    facts: [
      { name: 'model', title: 'Model', value: 'model' },
      { name: 'cost', title: 'Cost', value: 'cost_that_no_column_has' },
    ],
  },
  episode: {
    word: ['run', 'runs'],
    table: 'programs',
    distinct: true,
    id: ['version', process, 'instance'],
    parent: ['version'],
    label: { call: 'concat', of: [{ value: 'process ' }, process, { value: ' · agent ' }, 'instance'] },
    order: [{ by: 'version' }, { by: process }, { by: 'instance' }],
  },
  steps: {
    word: ['program', 'programs'],
    table: 'programs',
    episode: ['version', process, 'instance'],
    time: { by: 'id', title: 'Program' },
  },
  measures: [
    { id: 'value', title: 'Value', level: 'step', value: 'value', reduce: 'sum', rollUp: true },
    {
      id: 'score',
      title: 'Production score',
      level: 'step',
      value: { json: 'meta', path: ['score'], as: 'number' },
      reduce: 'last',
      rollUp: true,
    },
    { id: 'best', title: 'Value', level: 'step', value: 'value', reduce: 'max', rollUp: true },
    { id: 'worst', title: 'Value', level: 'step', value: 'value', reduce: 'min', rollUp: true },
  ],
};

const json = { postgres: 'jsonb', duckdb: 'json', sqlite: 'text' } as const;

describe.each(engines)('a lens that is only data, on %s', (engine) => {
  it('finds both levels among the steps, by composite ids with a part inside JSON', async () => {
    const database = await createTestDatabase(engine);
    onTestFinished(() => database[Symbol.asyncDispose]());
    await database.execute(
      `create table programs (id integer primary key, version integer, instance integer, meta ${json[engine]}, model varchar(20), value double precision)`,
      `insert into programs values
        (1, 9, 0, '{"process_id": 2, "score": 1}', 'm', 1), (2, 9, 0, '{"process_id": 2, "score": 4.5}', 'm', 3),
        (3, 9, 0, '{"process_id": 10, "score": 7}', 'm', -2), (4, 9, 1, '{"score": 2}', 'm', null),
        (5, 10, 0, '{"process_id": 2, "score": null}', 'n', 8)`,
    );
    const connection = await database.open();
    const lens: Lens = lensSchema.parse(JSON.parse(JSON.stringify(programs)));
    const recognised = { lens, variant: null, schema: null, evidence: [] };
    const catalogue = await connection.catalogue();
    const find = (table: string) => findTable(catalogue, table);
    const session = sessionOf(bindLens({ connection, find }, catalogue, recognised), {} as never);

    expect((await session.sessionsPage(request)).columns.map(({ name }) => name)).toEqual(['id', 'label', 'model']);
    expect((await session.sessionsPage(request)).rows).toEqual([
      ['9', 'v9', 'm'],
      ['10', 'v10', 'n'],
    ]);
    const runs = await session.episodesPage('9', request);
    const [two, ten, none] = [
      ['9', '2', '0'],
      ['9', '10', '0'],
      ['9', null, '1'],
    ].map((id) => JSON.stringify(id));
    expect(runs.rows.map(([id, label]) => [id, label])).toEqual([
      [two, 'process 2 · agent 0'],
      [ten, 'process 10 · agent 0'],
      [none, 'process  · agent 1'],
    ]);
    const next = await session.episodesPage('9', { ...request, limit: 2, after: runs.keys[0]! });
    expect(next.rows.map(([id]) => id)).toEqual([ten, none]);

    const ups = await session.episodesRollUps([two!, ten!, none!]);
    expect(ups.columns.map(({ name }) => name)).toEqual([
      'steps',
      'duration',
      'total_value',
      'last_score',
      'greatest_best',
      'least_worst',
    ]);
    expect(ups.rows).toEqual({
      [two!]: [2, 1, 4, 4.5, 3, 1],
      [ten!]: [1, 0, -2, 7, -2, -2],
      [none!]: [1, 0, null, 2, null, null],
    });
    expect((await session.sessionsRollUps(['9', '10'])).rows).toEqual({
      9: [3, 4, 1, 2, 4.5, 3, -2],
      10: [1, 1, 0, 8, null, 8, 8],
    });
    expect((await session.rows(none!, request, undefined)).rows.map(([id]) => id)).toEqual([4]);
    const score = await session.series({ ...series, measure: 'score', sessions: ['9'] });
    expect(score.series).toMatchObject([
      {
        label: 'v9',
        points: [
          [0, 4.5],
          [1, 7],
          [2, 2],
        ],
        episodes: [two, ten, none],
      },
    ]);
    const over = await session.series({ ...series, measure: 'score', episodes: [two!, none!] });
    expect(over.series.map(({ points }) => points)).toEqual([
      [
        [1, 1],
        [2, 4.5],
      ],
      [[4, 2]],
    ]);
  });
});

describe('every lens', () => {
  it.each(lenses)('$id survives being written to a file', (lens) => {
    expect(lensSchema.parse(JSON.parse(JSON.stringify(lens)))).toEqual(lens);
  });
});
