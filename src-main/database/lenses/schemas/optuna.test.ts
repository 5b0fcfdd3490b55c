import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { optunaCases, optunaDatabase } from '../testing/optuna-data.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

describe.each(optunaCases)('optuna, $variant, on $engine', (each) => {
  let lens: LensSession;
  let database: TestDatabase;
  const typed = each.variant === 'typed';

  beforeAll(async () => {
    database = await createTestDatabase(each.engine);
    await database.execute(...optunaDatabase(each));
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const listed = async (name: string) => {
    const page = await lens.episodesPage('2', request);
    const at = page.columns.findIndex((column) => column.name === name);
    return page.rows.map((row) => row[at]);
  };

  it('is recognised, and no other lens fits', () => {
    expect(lens.choice()).toMatchObject({ id: 'optuna', variant: each.variant, chosen: false });
    expect(lens.choice().alternatives.flatMap(({ id, fits }) => (fits ? [id] : []))).toEqual(['generic']);
    expect(lens.choice().words).toEqual({ session: 'study', episode: 'trial', step: 'intermediate value' });
  });

  it('lists studies with their directions', async () => {
    const page = await lens.sessionsPage(request);
    expect(page.columns.map(({ title }) => title)).toEqual([
      ...['Id', 'Study', 'Best value', 'Objective: 0', 'Objective: 1', 'Attribute: owner'],
    ]);
    expect(page.rows).toEqual([
      ['2', 'tune-2', 0.5, 'MAXIMIZE', 'MINIMIZE', 'ann'],
      ['1', 'tune-10', null, 'MINIMIZE', null, null],
    ]);
  });

  it('lists trials by number, with states and objectives', async () => {
    expect(await listed('id')).toEqual(['5', '4', '3']);
    expect(await listed('label')).toEqual(['trial 0', 'trial 2', 'trial 10']);
    expect(await listed('state')).toEqual(['COMPLETE', 'COMPLETE', 'PRUNED']);
    expect(await listed('values/0')).toEqual([0.5, typed ? { k: 'float', t: 'Infinity' } : null, null]);
    expect(await listed('values/1')).toEqual([3, 1, null]);
    expect(await listed('took')).toEqual([10, 90.5, 1]);
    expect(await lens.episodesCount(undefined, request)).toBe(4);
  });

  it('lists parameters as what they stand for', async () => {
    expect(await listed('params/lr')).toEqual([0.30000000000000004, 1e-5, null]);
    expect(await listed('params/layers')).toEqual([3, null, null]);
    expect(await listed('params/act')).toEqual(['tanh', 'relu', null]);
    expect(await listed('params/width')).toEqual([64, 16, null]);
    expect(await listed('params/bias')).toEqual([null, 'false', null]);
    expect(await listed('attributes/note')).toEqual(['good one', null, null]);
    const sorted = await lens.episodesPage('2', { ...request, sort: [{ column: 'params/lr', descending: false }] });
    expect(sorted.rows.map(([id]) => id)).toEqual(['4', '5', '3']);
    const facts = new Map((await lens.header('5')).facts.map(({ column, value }) => [column.title, value]));
    expect(facts.get('act')).toBe('tanh');
    expect(facts.get('lr')).toBe(0.30000000000000004);
    expect(facts.get('System: nsga2:generation')).toBe('0');
    const measures = (await lens.measures({ session: '2' })).map(({ id }) => id);
    expect(measures).toEqual([
      ...['intermediate_value', 'took', 'values/0', 'values/1', 'params/layers', 'params/lr', 'params/width'],
      'attributes/accuracy',
    ]);
  });

  it('answers what its dashboard draws', async () => {
    const asked = (question: string, values: Record<string, string | number>) =>
      lens.questions.page({ question, values: { study: '2', ...values } }, { limit: 10 });
    expect((await asked('history', { objective: 1 })).rows).toEqual([
      [0, '5', 3, 3],
      [2, '4', 1, 1],
    ]);
    expect((await asked('history', {})).rows).toEqual([
      [0, '5', 0.5, 0.5],
      [2, '4', null, 0.5],
    ]);
    expect((await asked('slice', { parameter: 'lr', objective: 1 })).rows).toEqual([
      [1e-5, 1, 2, '4'],
      [0.30000000000000004, 3, 0, '5'],
    ]);
    expect((await lens.questions.choices('slice', 'parameter')).map(({ value }) => value)).toEqual([
      ...['act', 'bias', 'layers', 'lr', 'width'],
    ]);
  });

  it('says what one would not expect', async () => {
    const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
    expect(found.filter((each) => each !== null)).toEqual([
      'One trial says that it is still running: it may have been cut off',
    ]);
  });

  it('rolls trials up', async () => {
    const { columns, rows } = await lens.episodesRollUps(['5', '3', '1']);
    expect(columns.map(({ name }) => name)).toEqual(['steps', 'duration', 'last_intermediate_value']);
    expect(rows).toEqual({ 5: [3, 10, 0.5], 3: [3, 2, null], 1: [0, null, null] });
    expect((await lens.sessionsRollUps(['2'])).rows['2']?.slice(0, 2)).toEqual([3, 6]);
  });

  it('draws intermediate values, and objectives over trials', async () => {
    expect((await lens.rows('5', request, undefined)).rows.map(([step]) => step)).toEqual([0, 2, 10]);
    const over = await lens.series({ ...series, measure: 'intermediate_value', episodes: ['5', '3'] });
    expect(over.series).toMatchObject([
      {
        label: 'trial 0',
        points: [
          [0, 1],
          [2, 0.75],
          [10, 0.5],
        ],
      },
      { label: 'trial 10', points: [[1, 4]], rows: 3, notFinite: 2 },
    ]);
    const trials = await lens.series({ ...series, measure: 'values/0', sessions: ['2'] });
    expect(trials.series).toMatchObject([{ label: 'tune-2', points: [[0, 0.5]], episodes: ['5'] }]);
    const second = await lens.series({ ...series, measure: 'values/1', sessions: ['2'] });
    expect(second.series[0]?.points).toEqual([
      [0, 3],
      [1, 1],
    ]);
  });
});
