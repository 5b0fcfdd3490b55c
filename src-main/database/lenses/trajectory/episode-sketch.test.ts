import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AgentPlaces } from '#shared/model/packed-frames.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { lensOf } from '../testing/lens-of.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

const FRAMES = 30_000;
const AGENTS = 40;
/** Of 1.2 million rows every 7th frame is read: this is the last of them. */
const LAST = 29_995;
const numbers = (count: number, name: string) =>
  `(with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${count}) select i from n) ${name}`;

describe.each(engines)('the sketch of a long episode on %s', (engine) => {
  let database: TestDatabase;
  let lens: LensSession;
  let framed: LensSession;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key, rate double precision)',
      'create table steps (run varchar(9), frame integer, agent integer, x double precision, y double precision, t double precision)',
      `insert into steps select 'long', 2 * (f.i * 100 + g.i), a.i, f.i * 100 + g.i, a.i, 2 * (f.i * 100 + g.i)
        from ${numbers(FRAMES / 100, 'f')}, ${numbers(100, 'g')}, ${numbers(AGENTS, 'a')}`,
      // Somebody who is there in between only, far outside.
      `insert into steps values ('long', 15002, 99, -7, -7, 15002)`,
      `insert into steps select 'short', i, 1, i, i, i from ${numbers(50, 'f')}`,
      'create index by_frame on steps (run, frame)',
      'create index by_time on steps (run, t)',
      `insert into runs values ('long', 30), ('short', 30)`,
    );
    const seenBy = async (by: string) =>
      lensOf(await database.open(), {
        ...runsOfOneSession,
        steps: {
          ...{ word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by, title: 'Frame' } },
          ...{ agent: 'agent', position: { x: 'x', y: 'y' }, frameRate: 'rate' },
        },
      });
    lens = await seenBy('t');
    framed = await seenBy('frame');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('tells its times as they are, and who is there in some places of it', async () => {
    const sketch = await lens.header('long', { sketch: true });
    expect(sketch).toMatchObject({ sketch: true, time: { first: 0, last: 2 * FRAMES - 2, step: 2, even: true } });
    expect(sketch.agents).toHaveLength(AGENTS);
    expect(sketch.bounds).toEqual([
      [0, FRAMES - 1],
      [0, AGENTS - 1],
    ]);
    expect(Math.abs(sketch.rows / (FRAMES * AGENTS) - 1)).toBeLessThan(0.01);
    const whole = await lens.header('long');
    expect(whole).toMatchObject({ rows: FRAMES * AGENTS + 1, time: { first: 0, last: 2 * FRAMES - 2, step: 2 } });
    expect(whole.sketch).toBeUndefined();
    expect(whole.agents).toHaveLength(AGENTS + 1);
  });

  it('brings every so many-th frame where frames are numbered, and who is there in these', async () => {
    const { outline, ...sketch } = await framed.header('long', { sketch: true });
    expect(sketch).toMatchObject({
      ...{ sketch: true, rows: FRAMES * AGENTS + 1 },
      time: { first: 0, last: 2 * FRAMES - 2, step: 2, even: true },
      bounds: [
        [0, LAST],
        [0, AGENTS - 1],
      ],
    });
    const { agents } = await framed.header('long');
    const named = (all: typeof agents) => all.map(({ id, key, type }) => ({ id, key, type }));
    expect(named(sketch.agents)).toEqual(named(agents.slice(0, AGENTS)));
    const frames = await new AgentPlaces(agents).unpack(outline!);
    expect([...new Set(frames.time)]).toEqual(Array.from({ length: LAST / 7 + 1 }, (_, at) => 14 * at));
    expect(new Set(frames.agent)).toEqual(new Set(Array.from({ length: AGENTS }, (_, at) => at)));
    const row = frames.time!.indexOf(14 * 1000);
    expect([frames.x![row], frames.y![row]]).toEqual([7000, frames.agent![row]]);
  });

  it('looks at all rows of a short one', async () => {
    const header = await lens.header('short', { sketch: true });
    expect(header).toEqual(await lens.header('short'));
    expect(header.rows).toBe(50);
  });
});
