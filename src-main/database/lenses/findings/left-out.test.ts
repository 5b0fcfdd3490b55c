import { describe, expect, it, onTestFinished } from 'vitest';
import { seriesRequestSchema } from '#shared/contract/browse.ts';
import { cellsRequestSchema } from '#shared/contract/cells.ts';
import { densityRequestSchema } from '#shared/contract/density.ts';
import { unpackColumns } from '#shared/model/bulk.ts';
import type { LeftOutLevel } from '#shared/model/left-out.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { lensFileSchema } from '#shared/model/lens-file.ts';
import type { Engine } from '#shared/model/source.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';

const file: LensFile = lensFileSchema.parse({
  ...{ starlingLens: 1, id: 'drawn-walks', title: 'Walks', recognise: [{ table: 'walks' }] },
  session: { word: ['session', 'sessions'], table: 'sessions', id: ['session_id'], label: 'session_id' },
  episode: {
    ...{ word: ['episode', 'episodes'], table: 'episodes', id: ['run', 'number'], parent: ['session_id'] },
    ...{ label: { call: 'concat', of: ['run', { value: '/' }, 'number'] } },
  },
  steps: {
    ...{ word: ['row', 'rows'], table: 'walks', episode: ['run', 'number'], agent: 'agent' },
    ...{ time: { by: 'moment', title: 'Time' }, position: { x: 'x', y: 'y' } },
  },
  records: [{ id: 'notes', word: ['note', 'notes'], of: 'episode', table: 'notes', parent: ['run', 'number'] }],
  measures: [{ id: 'x', title: 'x', level: 'step', value: 'x', rollUp: true, reduce: 'sum' }],
  findings: { ended: 'ended' },
});

type Walk = readonly [run: string, number: number, agent: number, moment: number, x: number, y: number];

/** Times that no text of fifteen digits names. */
const momentOf = (at: number) => 1e9 + at * 0.1 + 1e-7 / 3;

function walk(run: string, number: number): readonly Walk[] {
  return Array.from({ length: 20 }, (_, at) =>
    [1, 2].map((agent): Walk => [run, number, agent, momentOf(at), at, agent]),
  ).flat();
}

/** Agent 2 of `b/1` jumps, and rests after it. */
const jump: Walk = ['b', 1, 2, momentOf(30), 5000, 2];

/** The same database twice over, but for the rows that are deleted from it by hand. */
async function database(engine: Engine, ...deleted: readonly string[]) {
  const made = await createTestDatabase(engine);
  onTestFinished(() => made[Symbol.asyncDispose]());
  await made.execute(
    'create table sessions (session_id varchar(20))',
    'create table episodes (run varchar(20), number integer, session_id varchar(20), ended integer)',
    'create table walks (run varchar(20), number integer, agent integer, moment double precision, x double precision, y double precision)',
    'create table notes (run varchar(20), number integer, text varchar(20))',
  );
  await insertRows(made, 'sessions', [['s'], ['t'], ['empty']]);
  await insertRows(made, 'episodes', [
    ['a', 1, 's', 1],
    ['a', 2, 's', null],
    ['b', 1, 's', 1],
    ['a', 3, 't', null],
    ['b', 2, 't', 1],
  ]);
  const walks = [walk('a', 1), walk('a', 2), walk('b', 1), [jump], walk('a', 3), walk('b', 2)].flat();
  await insertRows(made, 'walks', walks);
  await insertRows(made, 'notes', [
    ['a', 1, 'one'],
    ['a', 2, 'two'],
    ['a', 3, 'three'],
    ['b', 1, 'four'],
  ]);
  if (deleted.length > 0) await made.execute(...deleted);
  return made.open();
}

interface Named {
  readonly finding: string;
  readonly level: LeftOutLevel;
  readonly shown?: boolean;
  readonly search?: string;
}

async function leavingOut(engine: Engine, { finding, level, shown = false, search = '' }: Named) {
  const connection = await database(engine);
  const catalogue = await connection.catalogue();
  const open = (leftOut?: Parameters<typeof openLens>[6]) =>
    openLens(connection, catalogue, file.id, 'UTC', [file], false, leftOut);
  const ids = await (await open()).findings.named({ question: finding, values: {} }, { level, request: { search } });
  const item = {
    key: 'k',
    lens: file.id,
    finding,
    title: 'A check',
    level,
    ids: [...ids],
    since: '2026-11-21T00:00:00Z',
  };
  return { ids, lens: await open({ shown, items: [item] }) };
}

const request = { conditions: [], search: '', sort: [], limit: 100 };

/** Every kind of answer that rows are counted in. */
async function answers(lens: LensSession) {
  const [sessions, episodes] = [await lens.sessionsPage(request), await lens.episodesPage(undefined, request)];
  const everywhere = densityRequestSchema.parse({ axes: ['x', 'y'], bin: 10 });
  const cells = unpackColumns(await (await lens.density(everywhere)).arrayBuffer());
  const series = (part: object) => lens.series(seriesRequestSchema.parse({ measure: 'x', ...part }));
  return {
    sessions: sessions.rows,
    episodes: episodes.rows,
    counts: [await lens.sessionsCount(request), await lens.episodesCount(undefined, request)],
    ofSession: (await lens.episodesPage('s', request)).rows,
    sessionRollUps: await lens.sessionsRollUps(sessions.keys),
    episodeRollUps: await lens.episodesRollUps(episodes.keys),
    density: Object.fromEntries(Object.entries(cells).map(([name, values]) => [name, [...values]])),
    trend: (await series({})).series,
    lines: (await series({ episodes: ['["b","1"]'] })).series,
    cells: (await lens.cells(cellsRequestSchema.parse({ measure: 'x', sessions: ['s'] }))).lines,
    notes: (await lens.recordsPage('notes', undefined, request)).rows,
  };
}

async function byHand(engine: Engine, ...deleted: readonly string[]) {
  const connection = await database(engine, ...deleted);
  return answers(await openLens(connection, await connection.catalogue(), file.id, 'UTC', [file]));
}

describe.each(engines)('what findings leave out on %s', (engine) => {
  it('are episodes with all that is of them, as if they were deleted', async () => {
    const { ids, lens } = await leavingOut(engine, { finding: 'without-end', level: 'episode' });
    expect(ids).toEqual(['["a","2"]', '["a","3"]']);
    const without = (table: string) => `delete from ${table} where run = 'a' and number in (2, 3)`;
    expect(await answers(lens)).toEqual(await byHand(engine, without('episodes'), without('walks'), without('notes')));
    expect(lens.choice().leftOut?.counts).toEqual([{ count: 2, word: ['episode', 'episodes'] }]);
  });

  it('are sessions with their episodes', async () => {
    const { ids, lens } = await leavingOut(engine, { finding: 'without-end', level: 'session', search: '3' });
    expect(ids).toEqual(['t']);
    const without = (table: string) =>
      `delete from ${table} where (run = 'a' and number = 3) or (run = 'b' and number = 2)`;
    const deleted = ['episodes', 'walks', 'notes'].map(without);
    expect(await answers(lens)).toEqual(
      await byHand(engine, `delete from sessions where session_id = 't'`, ...deleted),
    );
  });

  it('are single steps, times compared to the last digit', async () => {
    const { ids, lens } = await leavingOut(engine, { finding: 'jumps', level: 'step' });
    expect(ids).toHaveLength(1);
    expect(await answers(lens)).toEqual(await byHand(engine, 'delete from walks where x = 5000'));
    expect(lens.choice().leftOut?.counts).toEqual([{ count: 1, word: ['row', 'rows'] }]);
  });

  it('can be shown again, and are found again by their checks', async () => {
    const { lens } = await leavingOut(engine, { finding: 'without-end', level: 'episode', shown: true });
    expect(await answers(lens)).toEqual(await byHand(engine));
    const hidden = await leavingOut(engine, { finding: 'without-end', level: 'episode' });
    expect(await hidden.lens.findings.count({ question: 'without-end', values: {} }, request)).toBe(2);
  });

  it('are left out however many they are', async () => {
    const connection = await database(engine);
    const many = Array.from({ length: 5000 }, (_, at) => JSON.stringify(['none', String(at)]));
    const item = { key: 'k', lens: file.id, finding: 'without-end', title: 'A check', since: '2026-11-21T00:00:00Z' };
    const items = [{ ...item, level: 'episode' as const, ids: ['["a","2"]', ...many] }];
    const lens = await openLens(connection, await connection.catalogue(), file.id, 'UTC', [file], false, {
      shown: false,
      items,
    });
    const without = (table: string) => `delete from ${table} where run = 'a' and number = 2`;
    expect(await answers(lens)).toEqual(await byHand(engine, ...['episodes', 'walks', 'notes'].map(without)));
  });
});
