import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { LensSession } from '../lens-session.ts';
import { lensOf } from '../testing/lens-of.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

/** Rows of one agent: when it was seen. */
type Row = readonly [run: string, frame: number, agent: number];

const seen = (run: string, agent: number, count: number, at: (index: number) => number): readonly Row[] =>
  Array.from({ length: count }, (_, index) => [run, at(index), agent]);

/** What the distance between two frames is known to be, by how the rows were made. */
const runs: readonly (readonly [run: string, step: number, rows: readonly Row[]])[] = [
  // A hundred tracks of ten rows each, one of which begins in every tenth frame.
  ['short', 1, Array.from({ length: 100 }, (_, agent) => seen('short', agent, 10, (at) => agent * 10 + at)).flat()],
  // Ten rows over a thousand frames, and another agent between them.
  ['spread', 1, [...seen('spread', 0, 10, (at) => at * 111), ...seen('spread', 1, 3, (at) => 5 + at)]],
  ['fifths', 5, seen('fifths', 0, 200, (at) => at * 5 + (at > 50 ? 500 : 0))],
  ['one', 1, seen('one', 0, 1, () => 7)],
  // Too many rows to look at all: every second frame, of thirty agents, and one who came late and between.
  ['long', 2, Array.from({ length: 30 }, (_, agent) => seen('long', agent, 2500, (at) => at * 2)).flat()],
  [
    'late',
    1,
    Array.from({ length: 30 }, (_, agent) => seen('late', agent, 2500, (at) => at * 2 + +(agent > 28))).flat(),
  ],
];

describe.each(engines)('how far frames are from each other on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key, rate double precision)',
      'create table steps (run varchar(9), frame integer, agent integer)',
    );
    await insertRows(
      database,
      'runs',
      runs.map(([run]) => [run, 30]),
    );
    for (const [, , rows] of runs) await insertRows(database, 'steps', rows);
    lens = await lensOf(await database.open(), {
      ...runsOfOneSession,
      steps: {
        ...{ word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'frame', title: 'Frame' } },
        ...{ agent: 'agent', frameRate: 'rate' },
      },
    });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it.each(runs)('of %s: %i', async (run, step, rows) => {
    const { time } = await lens.header(run);
    const frames = rows.map(([, frame]) => frame);
    expect(time).toMatchObject({
      first: Math.min(...frames.slice(0, 9)),
      last: frames.reduce((a, b) => Math.max(a, b)),
      step,
    });
  });
});
