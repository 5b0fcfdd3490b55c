import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { earlyOptunaDatabase } from '../testing/optuna-data.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

describe.each(['sqlite', 'postgres'] as const)('early storage of Optuna on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...earlyOptunaDatabase(engine));
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('is recognised, and no other lens fits', () => {
    expect(lens.choice().id).toBe('optuna-early');
    expect(lens.choice().alternatives.flatMap(({ id, fits }) => (fits ? [id] : []))).toEqual(['generic']);
  });

  it('has the value in the trial and steps where later versions have objectives', async () => {
    expect((await lens.sessionsPage(request)).rows).toEqual([['1', 'tune', 'MINIMIZE']]);
    const { columns, rows } = await lens.episodesPage('1', request);
    const listed = (name: string) => rows.map((row) => row[columns.findIndex((each) => each.name === name)]);
    expect(listed('label')).toEqual(['trial 0', 'trial 1']);
    expect(listed('value')).toEqual([0.5, null]);
    expect(listed('params/act')).toEqual(['tanh', 'relu']);
    expect((await lens.episodesRollUps(['7'])).rows).toEqual({ 7: [2, 1, 0.5] });
    const over = await lens.series({ ...series, measure: 'intermediate_value', episodes: ['7', '8'] });
    expect(over.series.map(({ points }) => points)).toEqual([
      [
        [0, 2],
        [1, 0.5],
      ],
      [[0, 9]],
    ]);
  });
});
