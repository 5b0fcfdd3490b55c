import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { since } from '../../../care/schemas/acoustic-columns.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { acousticDatabase } from '../../testing/acoustic-data.ts';
import { acousticCases } from '../../testing/samples.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const slow = '["1","1 slow"]';
const medium = '["1","2 medium"]';
const sts = '["2",""]';

/** The layout that only the documentation has is another test's. */
const cases = engines.flatMap((engine) =>
  acousticCases(engine).flatMap((layout) => (layout === 'draft' ? [] : [{ engine, layout }])),
);

describe.each(cases)('knee acoustics, layout $layout on $engine', ({ engine, layout }) => {
  let lens: LensSession;
  let all: LensSession;
  let database: TestDatabase;
  const doubled = since(layout, '790e775');
  const replaced = since(layout, 'head');

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...acousticDatabase(layout, engine));
    const connection = await database.open();
    const catalogue = await connection.catalogue();
    lens = await openLens(connection, catalogue);
    all = await openLens(connection, catalogue, undefined, undefined, undefined, true);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('is recognised, and no other lens fits', () => {
    expect(lens.choice()).toMatchObject({ id: 'acoustic', variant: layout, chosen: false });
    expect(lens.choice().alternatives.flatMap(({ id, fits }) => (fits ? [id] : []))).toEqual(['generic']);
    expect(lens.choice().words).toEqual({ session: 'participant', episode: 'recording', step: 'movement cycle' });
    expect(lens.choice().records.map(({ id, of }) => [id, of])).toEqual([
      ['synchronisations', 'episode'],
      ['quality-intervals', 'episode'],
      ['biomechanics', 'session'],
    ]);
    expect(lens.choice().replaced).toEqual(replaced ? { word: 'superseded', shown: false } : null);
  });

  it('lists who takes part, by study and number', async () => {
    const page = await lens.sessionsPage(request);
    expect(page.rows.map(([id, label]) => [id, label])).toEqual([
      ['2', 'AOA 9'],
      ['1', 'AOA 1011'],
      ['3', 'preOA 2'],
    ]);
    const { rows } = await lens.sessionsRollUps(['1', '2', '3']);
    const cycles = doubled ? 9 : 8;
    expect(rows['1']?.slice(0, 2)).toEqual([4, cycles]);
    expect(rows['2']?.slice(0, 2)).toEqual([1, 0]);
    expect(rows['3']).toBeUndefined();
  });

  it('lists recordings, pass by pass', async () => {
    const page = await lens.episodesPage('1', request);
    expect(page.rows.map(([id, label]) => [id, label])).toEqual([
      [sts, 'left sit-to-stand'],
      [slow, 'left walk · pass 1, slow'],
      [medium, 'left walk · pass 2, medium'],
      ['["3",""]', 'right flexion-extension'],
    ]);
    const { columns, rows } = await lens.episodesRollUps([slow, medium, sts]);
    const at = (named: string) => columns.findIndex(({ name }) => name === named);
    expect(rows[slow]?.[at('steps')]).toBe(3);
    expect(rows[slow]?.[at('mean_cycle_duration')]).toBe(1.25);
    expect(rows[slow]?.[at('mean_outlier')]).toBeCloseTo(1 / 3, 12);
    expect(rows[slow]?.[at('mean_method_agreement')]).toBe(0.375);
    expect(rows[medium]?.[at('mean_cycle_duration')]).toBe(0.75);
    expect(rows[sts]?.[at('steps')]).toBe(doubled ? 4 : 3);
  });

  it('shows the cycles of a recording and what was measured of them', async () => {
    const header = await lens.header(slow);
    expect(header).toMatchObject({ label: 'left walk · pass 1, slow', rows: 3, dimensions: 0 });
    expect(header.session).toEqual({ id: '1', label: 'AOA 1011' });
    const { columns, rows } = await lens.rows(slow, request, undefined);
    expect(columns.slice(0, 4).map(({ name }) => name)).toEqual([
      'start_time_s',
      'cycle_index',
      'end_time_s',
      'duration_s',
    ]);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      [0, 0, 1, 1],
      [1, 1, 2.25, 1.25],
      [2.25, 2, 3.75, 1.5],
    ]);
    const draw = { sessions: [], episodes: [slow], split: 'mean' as const, points: 100 };
    const { series } = await lens.series({ ...draw, measure: 'cycle_duration' });
    expect(series[0]?.points).toEqual([
      [0, 1],
      [1, 1.25],
      [2.25, 1.5],
    ]);
    const ofEpisode = (await lens.measures({ episode: slow })).map(({ id }) => id);
    expect(ofEpisode).toContain('cycle_duration');
    expect(ofEpisode).not.toContain('method_agreement');
    expect((await lens.measures({ session: '1' })).map(({ id }) => id)).toContain('method_agreement');
    const agreement = await lens.series({ ...draw, episodes: [], sessions: ['1'], measure: 'onset_against_rms' });
    expect(agreement.series[0]?.points).toEqual([
      [1, 0.25],
      [2, 0.5],
    ]);
  });

  it('shows synchronisations, imports and intervals beside them', async () => {
    const listed = await lens.recordsPage('synchronisations', sts, request);
    const id = listed.columns.findIndex(({ name }) => name === 'id');
    expect(listed.rows.map((row) => row[id])).toEqual(doubled ? [4, 5] : [4]);
    expect(await lens.recordsCount('biomechanics', '1', request)).toBe(3);
    expect(await lens.recordsCount('biomechanics', '2', request)).toBe(0);
    const { columns, rows } = await lens.recordsPage('quality-intervals', slow, request);
    const names = ['found_in', 'finding', 'channel', 'starts', 'ends', 'seconds', 'out_of'];
    const places = names.map((named) => columns.findIndex(({ name }) => name === named));
    const length = layout === 'alembic' ? null : 60;
    expect(rows.map((row) => places.map((place) => row[place]))).toEqual([
      ...(since(layout, '164ad5e') ? [['cycle', 'intermittent artefact', '1', 0.25, 0.5, 0.25, null]] : []),
      ...(since(layout, '3dc3775')
        ? [['synchronisation', 'periodic artefact', 'all', 0.5, 0.75, 0.25, layout === 'alembic' ? null : 12]]
        : []),
      ['recording', 'failed', '2', 1, 2, 1, length],
      ['recording', 'failed', 'all', 1, 2.5, 1.5, length],
      ['recording', 'signal dropout', '3', 3, 4, 1, length],
      ['recording', 'signal dropout', '3', 9, null, null, length],
      ['recording', 'failed', 'all', 10, 11, 1, length],
    ]);
  });

  it('shows what was superseded only when asked', async () => {
    const labels = async (session: LensSession) =>
      (await session.episodesPage('1', request)).rows.map(([, label]) => label);
    const superseded = replaced ? ['left flexion-extension', 'left walk · pass 3, fast'] : [];
    expect(new Set(await labels(all))).toEqual(new Set([...(await labels(lens)), ...superseded]));
    expect((await all.header(slow)).rows).toBe(replaced ? 4 : 3);
  });
});
