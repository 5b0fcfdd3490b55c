import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, engines, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { acousticDatabase } from '../../testing/acoustic-data.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };

describe.each(engines)('knee acoustics as documented, on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...acousticDatabase('draft', engine));
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('is recognised by its table of single cycles', () => {
    expect(lens.choice()).toMatchObject({ id: 'acoustic', variant: 'draft' });
  });

  it('shows the cycles of a file in one recording, since nothing says of which pass they are', async () => {
    const page = await lens.episodesPage('1', request);
    expect(page.rows.map(([, label]) => label)).toEqual([
      'left sit-to-stand',
      'left walk',
      'left walk · pass 1, slow',
      'left walk · pass 2, medium',
      'right flexion-extension',
    ]);
    const { columns, rows } = await lens.rows('["1",""]', request, undefined);
    expect(columns.slice(0, 4).map(({ name }) => name)).toEqual([
      'start_time_s',
      'cycle_index',
      'end_time_s',
      'duration_s',
    ]);
    expect(rows.map((row) => row[1])).toEqual([0, 3, 4, 1, 2]);
    const { rows: rollUps } = await lens.sessionsRollUps(['1']);
    expect(rollUps['1']?.slice(0, 2)).toEqual([5, 8]);
  });

  it('answers its questions', async () => {
    const questions = lens.questions.list().map(({ id }) => id);
    expect(questions).toHaveLength(14);
    for (const question of questions) {
      const values = question === 'cycle-report' ? { participant: '1' } : {};
      await lens.questions.page({ question, values }, { limit: 100 });
    }
  });
});
