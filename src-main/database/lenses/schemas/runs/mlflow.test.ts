import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { Connection } from '../../../drivers/driver.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { mlflowCases, mlflowRows, mlflowTables, runs } from '../../testing/runs/mlflow-data.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };
const infinite = (t: string) => ({ k: 'float', t });

describe.each(mlflowCases)('MLflow $variant on $engine', (each) => {
  let lens: LensSession;
  let database: TestDatabase;
  let connection: Connection;
  let catalogue: Catalogue;

  beforeAll(async () => {
    database = await createTestDatabase(each.engine);
    await database.execute(...mlflowTables(each), ...mlflowRows(each));
    connection = await database.open();
    catalogue = await connection.catalogue();
    lens = await openLens(connection, catalogue);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const listed = async (of: LensSession, asked: Partial<typeof request> = {}) => {
    const { columns, rows } = await of.episodesPage('1', { ...request, ...asked });
    return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
  };

  it('is recognised, and no other lens fits', () => {
    expect(lens.choice()).toMatchObject({ id: 'mlflow', variant: each.variant, chosen: false });
    expect(lens.choice().alternatives.flatMap(({ id, fits }) => (fits ? [id] : []))).toEqual(['generic']);
    expect(lens.choice()).toMatchObject({
      words: { session: 'experiment', episode: 'run', step: 'value' },
      replaced: { word: 'deleted', shown: false },
    });
  });

  it('lists experiments, without the deleted ones unless they are asked for', async () => {
    const page = await lens.sessionsPage(request);
    expect(page.rows.map(([id, label]) => [id, label])).toEqual([
      ['3', 'empty'],
      ['1', 'tune'],
    ]);
    expect(page.columns.map(({ title }) => title)).toContain('Tag: team');
    expect(page.rows.map((row) => row.at(-1))).toEqual([null, 'birds']);
    expect((await lens.sessionsRollUps(['1', '3'])).rows).toEqual({ 1: [2, 32.043] });
    const all = await openLens(connection, catalogue, undefined, 'UTC', [], true);
    expect((await all.sessionsPage(request)).rows.map(([, label]) => label)).toEqual(['empty', 'gone', 'tune']);
    expect(await all.episodesCount('1', request)).toBe(3);
    expect((await listed(all)).map(({ label }) => label)).toEqual(['first-2', 'nested-10', 'old']);
  });

  it('lists runs with what is kept of them, in the order they were started', async () => {
    const [first, nested] = await listed(lens);
    expect(first).toMatchObject({ id: runs.first, label: 'first-2', status: 'FINISHED', took: 32.043, parent: null });
    expect(nested).toMatchObject({
      label: 'nested-10',
      parent: 'first-2',
      user: 'ann',
      'tags/mlflow.source.name': 'train.py',
      took: null,
    });
    expect(JSON.stringify(first?.['started'])).toContain('2024-09-02 10:25:01.072');
    expect(first).toMatchObject({ 'metrics/loss': 0.5, 'metrics/val/acc %': 0.9, 'metrics/worst': null });
    expect(nested).toMatchObject({ 'metrics/loss': 7, 'metrics/worst': infinite('-Infinity') });
    expect(nested?.['metrics/broken']).toEqual(each.engine === 'postgres' ? infinite('NaN') : null);
    expect(first).toMatchObject({ 'params/lr': 0.001, 'params/layers': '3', 'params/optimizer': 'adam' });
    expect(nested).toMatchObject({ 'params/lr': 1e-5, 'params/layers': 'None', 'tags/kind': 'ablation' });
    expect(Object.keys(nested!)).not.toContain('tags/mlflow.user');
    expect(Object.keys(nested!)).not.toContain('params/seed');
  });

  it('cuts long parameters, and reads them whole', async () => {
    const [first] = await listed(lens);
    expect(first?.['params/layout']).toEqual({ k: 'cut', of: 'text', head: 'ä'.repeat(1000), size: 1500 });
    expect(await lens.episodesCell({ id: runs.first, column: 'params/layout' })).toBe('ä'.repeat(1500));
  });

  it('sorts, filters and searches by what is kept of runs', async () => {
    const labels = async (asked: Partial<typeof request>) => (await listed(lens, asked)).map(({ label }) => label);
    expect(await labels({ sort: [{ column: 'params/lr', descending: false }] as never })).toEqual([
      'nested-10',
      'first-2',
    ]);
    expect(await labels({ sort: [{ column: 'metrics/loss', descending: true }] as never })).toEqual([
      'nested-10',
      'first-2',
    ]);
    const small = [{ column: 'params/lr', op: '<', values: ['0.0001'] }] as never;
    expect(await labels({ conditions: small })).toEqual(['nested-10']);
    expect(await lens.episodesCount('1', { ...request, conditions: small })).toBe(1);
    expect(await labels({ search: 'ADAM' })).toEqual(['first-2']);
    expect(await lens.episodesCount('1', { ...request, search: 'ablation' })).toBe(1);
    const [first] = (
      await lens.episodesPage('1', { ...request, limit: 1, sort: [{ column: 'params/lr', descending: false }] })
    ).keys;
    expect(await labels({ sort: [{ column: 'params/lr', descending: false }], after: first } as never)).toEqual([
      'first-2',
    ]);
    expect(await lens.episodesCell({ id: runs.first, column: 'params/optimizer' })).toBe('adam');
  });

  it('has datasets of runs and models of experiments beside them', async () => {
    const all = lens.choice().records.map(({ id }) => id);
    expect(all).toEqual({ 1: [], 2: ['datasets'], 3: ['datasets', 'models'] }[each.variant]);
    if (each.variant === '1') return;
    const page = await lens.recordsPage('datasets', runs.first, request);
    expect(page.rows.map((row) => row.slice(0, 2))).toEqual([['flocks', 'f00']]);
    if (each.variant === '2') return;
    const models = await lens.recordsPage('models', '1', request);
    expect(JSON.stringify(models.rows)).toContain('2024-09-02 10:25:01.072');
  });

  it('names the best runs by a metric', async () => {
    expect(await lens.questions.choices('best-runs', 'metric')).toContainEqual({ value: 'loss', title: 'loss' });
    const best = async (values: Record<string, string>) => {
      const { rows } = await lens.questions.page({ question: 'best-runs', values }, { limit: 10 });
      return rows.map(([place, run, , value]) => [place, run, value]);
    };
    expect(await best({ metric: 'loss', first: 'lowest' })).toEqual([
      [1, runs.first, 0.5],
      [2, runs.nested, 7],
    ]);
    expect(await best({ metric: 'loss', experiment: '3' })).toEqual([]);
    expect(await best({ metric: 'broken' })).toEqual([]);
  });

  it('says what one would not expect', async () => {
    const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
    expect(found.filter((each) => each !== null)).toEqual([
      'One run says that it is still running: it may have been cut off',
    ]);
  });

  it('rolls runs up from their latest metrics', async () => {
    const { columns, rows } = await lens.episodesRollUps([runs.first, runs.nested]);
    expect(columns.map(({ title }) => title)).toEqual(['Metrics', 'Last step']);
    expect(rows).toEqual({ [runs.first]: [2, 10], [runs.nested]: [3, 0] });
  });

  it('heads a run with everything that is kept of it', async () => {
    const header = await lens.header(runs.first);
    expect(header).toMatchObject({ rows: 6, time: { first: 0, last: 10, unit: 'steps' }, session: { label: 'tune' } });
    const facts = Object.fromEntries(header.facts.map(({ column, value }) => [column.title, value]));
    expect(facts).toMatchObject({ 'Last: loss': 0.5, lr: '0.001', layers: '3', 'Tag: mlflow.runName': 'first-2' });
    const page = await lens.rows(runs.first, request, undefined);
    expect(page.columns.slice(0, 3).map(({ name }) => name)).toEqual(['step', 'key', 'value']);
    expect(page.rows.map(([step, key]) => [step, key])).toEqual([
      ...[
        [0, 'loss'],
        [2, 'loss'],
        [3, 'loss'],
        [4, 'loss'],
        [10, 'loss'],
        [10, 'val/acc %'],
      ],
    ]);
  });

  it('measures every metric, and every parameter that is a number', async () => {
    const ids = async (scope: { session?: string; episode?: string }) =>
      (await lens.measures(scope)).map(({ id }) => id);
    expect(await ids({ session: '1' })).toEqual(['took', 'broken', 'loss', 'val/acc %', 'worst', 'params/lr']);
    expect(await ids({ episode: runs.nested })).toEqual(['took', 'broken', 'loss', 'worst', 'params/lr']);
    expect(await ids({ session: '3' })).toEqual(['took']);
    expect(await ids({})).toEqual(await ids({ session: '1' }));
  });

  it('draws metrics by step and over runs; what is not finite is counted', async () => {
    const drawn = await lens.series({ ...series, measure: 'loss', episodes: [runs.first, runs.nested] });
    expect(drawn.series).toMatchObject([
      {
        label: 'first-2',
        points: [
          [0, 2],
          [2, 1],
          [10, 0.5],
        ],
        rows: 5,
        notFinite: 2,
      },
      { label: 'nested-10', points: [[0, 7]], rows: 1 },
    ]);
    const over = await lens.series({ ...series, measure: 'loss', sessions: ['1'] });
    expect(over.series).toMatchObject([
      {
        points: [
          [0, 0.5],
          [1, 7],
        ],
        episodes: [runs.first, runs.nested],
      },
    ]);
    const worst = await lens.series({ ...series, measure: 'worst', sessions: ['1'] });
    expect(worst.series).toMatchObject([{ points: [], rows: 1, notFinite: 1 }]);
    const lr = await lens.series({ ...series, measure: 'params/lr', sessions: ['1'] });
    expect(lr.series[0]?.points).toEqual([
      [0, 0.001],
      [1, 1e-5],
    ]);
  });
});
