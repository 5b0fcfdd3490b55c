import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { trackioDatabase } from '../../testing/runs/trackio-data.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

describe.each(['configs', 'projects'] as const)('Trackio, %s', (variant) => {
  let lens: LensSession;
  let database: TestDatabase;
  const withConfigs = variant === 'configs';
  const project = withConfigs ? 'Project' : 'demo';

  beforeAll(async () => {
    database = await createTestDatabase('sqlite');
    await database.execute(...trackioDatabase(variant));
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('is recognised, and no other lens fits', () => {
    expect(lens.choice()).toMatchObject({ id: 'trackio', variant, chosen: false });
    expect(lens.choice().alternatives.flatMap(({ id, fits }) => (fits ? [id] : []))).toEqual(['generic']);
  });

  it('lists the project and its runs, with or without steps', async () => {
    expect((await lens.sessionsPage(request)).rows).toEqual([[project, project]]);
    const { columns, rows } = await lens.episodesPage(project, request);
    const listed = (name: string) => rows.map((row) => row[columns.findIndex((each) => each.name === name)]);
    expect(listed('label')).toEqual(withConfigs ? ['planned', 'run-2', 'run-10'] : ['run-2', 'run-10']);
    if (!withConfigs) return;
    expect(listed('config/lr')).toEqual([1e-5, 0.001, null]);
    expect(listed('config/deep.layers')).toEqual([null, 3, null]);
    expect(listed('config/optimizer')).toEqual(['7', 'adam', null]);
    expect(listed('user')).toEqual([null, 'ann', null]);
    const sorted = await lens.episodesPage(project, { ...request, sort: [{ column: 'config/lr', descending: true }] });
    expect(sorted.rows.map(([id]) => id)).toEqual(['run-2', 'planned', 'run-10']);
  });

  it('answers how far each run has come', async () => {
    const { rows } = await lens.questions.page({ question: 'last-steps', values: {} }, { limit: 10 });
    expect(rows).toEqual([
      ['run-2', 2, 4, '2025-10-01T12:00:02'],
      ['run-10', 0, 1, '2025-10-01T12:00:00'],
    ]);
  });

  it('says what one would not expect', async () => {
    const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
    expect(found.filter((each) => each !== null)).toEqual([
      '1 step of run-2 is there more than once: the run was resumed or restarted',
    ]);
  });

  it('rolls runs up', async () => {
    const { columns, rows } = await lens.episodesRollUps(['run-2', 'run-10']);
    expect(columns.map(({ name }) => name)).toEqual(['steps', 'duration']);
    expect(rows).toEqual({ 'run-2': [4, 2], 'run-10': [1, 0] });
    expect((await lens.sessionsRollUps([project])).rows[project]).toEqual([withConfigs ? 3 : 2, 5, 2]);
  });

  it('measures every number that was logged', async () => {
    const ids = async (episode?: string) => (await lens.measures({ episode })).map(({ id }) => id);
    const configured = withConfigs ? ['lr', 'deep/layers', 'optimizer'] : [];
    expect((await ids()).toSorted()).toEqual(
      [
        'lr',
        'nested/a',
        'only here',
        'train/loss',
        ...configured.map((id) => (id === 'lr' ? 'config → lr' : id)),
      ].toSorted(),
    );
    expect(await ids('run-10')).toEqual(['train/loss', 'only here']);
    const drawn = await lens.series({ ...series, measure: 'train/loss', episodes: ['run-2', 'run-10'] });
    expect(drawn.series).toMatchObject([
      {
        points: [
          [0, 1.5],
          [2, 0.30000000000000004],
        ],
      },
      { points: [[0, 9]], rows: 1, notFinite: 0 },
    ]);
    const over = await lens.series({ ...series, measure: 'nested/a', sessions: [project] });
    expect(over.series[0]?.points).toEqual([[withConfigs ? 1 : 0, 1]]);
  });

  it('shows the steps as they were logged, and alerts beside them', async () => {
    const page = await lens.rows('run-2', request, undefined);
    expect(page.rows.map((row) => row[0])).toEqual([0, 1, 2, 2]);
    expect(lens.choice().records.map(({ id }) => id)).toEqual(withConfigs ? ['alerts'] : []);
  });
});
