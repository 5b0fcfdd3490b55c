import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuestionInput } from '#shared/model/question.ts';
import { since } from '../../../care/schemas/acoustic-columns.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { acousticDatabase } from '../../testing/acoustic-data.ts';
import { acousticCases } from '../../testing/samples.ts';

const cases = engines.flatMap((engine) =>
  acousticCases(engine).flatMap((layout) => (layout === 'draft' ? [] : [{ engine, layout }])),
);

describe.each(cases)('questions about knee acoustics, layout $layout on $engine', ({ engine, layout }) => {
  let lens: LensSession;
  let database: TestDatabase;
  const doubled = since(layout, '790e775');
  const replaced = since(layout, 'head');

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...acousticDatabase(layout, engine));
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  /** The answer's values of some columns, row by row. */
  const ask = async (question: string, columns: readonly string[], values: QuestionInput = {}, of = lens) => {
    const page = await of.questions.page({ question, values }, { limit: 100 });
    const places = columns.map((column) => page.columns.findIndex(({ name }) => name === column));
    expect(places).not.toContain(-1);
    return page.rows.map((row) => places.map((place) => row[place]));
  };

  it('are all there', async () => {
    const all = lens.questions.list().map(({ id }) => id);
    expect(all).toHaveLength(14);
    for (const question of all) await ask(question, [], question === 'cycle-report' ? { participant: '1' } : {});
  });

  it('count rows and how processing went', async () => {
    const cycles = 8 + (doubled ? 1 : 0) + (replaced ? 1 : 0);
    expect(await ask('row-counts', ['table', 'rows', 'superseded'])).toEqual(
      expect.arrayContaining([
        ['movement_cycles', cycles, replaced ? 1 : 0],
        ['audio_processing', replaced ? 5 : 4, replaced ? 1 : 0],
        ['studies', since(layout, 'head') ? 3 : 2, 0],
      ]),
    );
    expect(await ask('processing', ['table', 'status', 'rows'])).toContainEqual(['audio_processing', 'success', 4]);
  });

  it('show every cycle beside the median of its recording, and tell which are far from it', async () => {
    const columns = ['recording', 'cycles', 'cycle_index', 'duration', 'median', 'deviations', 'outlier'];
    const walk = (await ask('cycle-durations', columns, {
      knee: 'left',
      manoeuvre: 'walk',
      limit: 0.67,
    })) as unknown[][];
    const [slow, medium] = [walk.filter((row) => row[4] === 1.25), walk.filter((row) => row[4] === 0.75)];
    // Of 1, 1.25 and 1.5 seconds the median is 1.25, and the median of what they are away from it 0.25.
    expect(slow.map((row) => row.slice(1))).toEqual([
      ['left walk, outliers', 0, 1, 1.25, 0.6745, 1],
      ['left walk, outliers', 2, 1.5, 1.25, 0.6745, 1],
      ['left walk', 1, 1.25, 1.25, 0, 0],
    ]);
    expect(medium.map((row) => [row[2], row[5]])).toEqual([
      [3, 0.6745],
      [4, 0.6745],
    ]);
    const outliers = (await ask('cycle-durations', ['outlier'])).flat();
    expect(outliers.every((each) => each === 0)).toBe(true);
  });

  it('sum up the quality of audio, files with several passes once', async () => {
    const columns = ['knee', 'manoeuvre', 'files', 'failed', 'dropout', 'artefact', 'failed_share'];
    expect(await ask('audio-quality', columns)).toEqual([
      ['left', 'sit-to-stand', 1, 0, 0, 0, 0],
      ['left', 'walk', 1, 1, 0, 0, 1],
      ['right', 'flexion-extension', 1, 0, 0, 0, 0],
      ['right', 'walk', 1, 0, 0, 0, 0],
    ]);
    expect(await ask('audio-quality', ['knee', 'files'], { participant: '2' })).toEqual([['right', 1]]);
    expect(await ask('audio-quality', ['files'], { study: 'preOA' })).toEqual([]);
    expect(await ask('channel-quality', ['channel', 'files', 'failed', 'failed_seconds', 'dropout_seconds'])).toEqual([
      ['1', 4, 0, 0, 0],
      ['2', 4, 1, 1, 0],
      ['3', 4, 0, 0, 1],
      ['4', 4, 0, 0, 0],
    ]);
  });

  it('find intervals, and where those of two channels overlap', async () => {
    const found = await ask('fail-intervals', ['finding', 'channel', 'starts', 'ends'], {
      recording: '["1","2 medium"]',
    });
    expect(found).toEqual([
      ['failed', '2', 1, 2],
      ['failed', 'all', 1, 2.5],
      ['signal dropout', '3', 3, 4],
      ['signal dropout', '3', 9, null],
      ['failed', 'all', 10, 11],
    ]);
    expect(await ask('overlap-windows', ['channel'])).toEqual([]);
    await using other = await createTestDatabase(engine);
    await other.execute(...acousticDatabase(layout, engine, { dropout: [1.5, 4] }));
    const connection = await other.open();
    const overlapping = await openLens(connection, await connection.catalogue());
    const columns = ['channel', 'other_finding', 'other_channel', 'starts', 'ends', 'seconds'];
    const asked = { recording: '["1","1 slow"]' };
    expect(await ask('overlap-windows', columns, asked, overlapping)).toEqual([
      ['2', 'signal dropout', '3', 1.5, 2, 0.5],
    ]);
  });

  it('compare sync methods', async () => {
    const methods = await ask('sync-methods', ['method', 'synchronisations', 'mean_span', 'greatest_span']);
    const none = doubled ? [['none', 1, null, null]] : [];
    expect(new Set(methods)).toEqual(
      new Set([['consensus', 2, 0.4375, 0.5], ['biomechanics', 1, null, null], ...none]),
    );
    const against = layout === 'alembic' ? 'RMS' : 'consensus';
    const agreement = await ask('method-agreement', [
      'method',
      'reference',
      'synchronisations',
      'mean_difference',
      'greatest_distance',
    ]);
    expect(new Set(agreement)).toEqual(
      new Set([
        ...(layout === 'alembic' ? [] : [['RMS', against, 2, 0, 0]]),
        ['frequency', against, 2, -0.0625, 0.125],
        ['onset', against, 2, 0.375, 0.5],
      ]),
    );
    expect(
      await ask('sync-times', ['recording', 'rms_time', 'onset_time', 'frequency_time'], { manoeuvre: 'walk' }),
    ).toEqual([
      ['left walk · pass 1, slow', 10, 10.25, 9.875],
      ['left walk · pass 2, medium', 5, 5.5, 5],
    ]);
  });

  it('list what there is, as the reports do', async () => {
    const columns = ['number', 'knee', 'manoeuvre', 'files', 'passes', 'synchronisations', 'cycles', 'clean'];
    expect(await ask('coverage', columns)).toEqual([
      [9, 'right', 'walk', 1, 1, 0, 0, 0],
      [1011, 'left', 'sit-to-stand', 1, 1, doubled ? 2 : 1, doubled ? 4 : 3, doubled ? 3 : 2],
      [1011, 'left', 'walk', 1, 2, 2, 5, 4],
      [1011, 'right', 'flexion-extension', 1, 1, 0, 0, 0],
    ]);
    expect(
      await ask('cycle-report', ['pass', 'cycle_index', 'duration_s', 'outlier'], {
        participant: '1',
        which: 'clean',
        manoeuvre: 'walk',
      }),
    ).toEqual([
      ['1 slow', 0, 1, false],
      ['1 slow', 1, 1.25, false],
      ['2 medium', 3, 0.5, false],
      ['2 medium', 4, 1, false],
    ]);
    expect(await ask('latest-recordings', ['file'], { most: 2 })).toHaveLength(2);
  });

  it('tell what surprises', async () => {
    const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
    const sentences = found.filter((each) => each !== null);
    const twice = 'there more than once (2 rows): where pass or speed is unknown the key lets duplicates through';
    expect(sentences).toEqual([
      ...(doubled ? [`One synchronisation is ${twice}`, `One movement cycle is ${twice}`] : []),
      ...(replaced ? ['3 rows were superseded by a newer run; lists leave such rows out unless asked'] : []),
      'One list of intervals ends with a start and no end (recording 1)',
      'The participant preOA 2 has no recordings',
    ]);
  });
});
