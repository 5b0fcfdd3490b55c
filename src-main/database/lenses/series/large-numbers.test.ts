import { expect, it } from 'vitest';
import { createTestDatabase } from '../../testing/engines.ts';
import { lensOf } from '../testing/lens-of.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

const values = ['1e400', '-1e400', `1${'0'.repeat(999)}`, "'NaN'", '1e-400', '2', '4', 'null'];

it('what Postgres keeps beyond all doubles is not finite, and the rest is drawn', async () => {
  await using database = await createTestDatabase('postgres');
  await database.execute(
    'create table runs (run text primary key)',
    `insert into runs values ('a')`,
    'create table steps (run text, step integer, gain numeric, said text)',
    `insert into steps values ${values.map((value, at) => `('a', ${at}, ${value}, ${value === 'null' ? value : `cast(cast(${value} as numeric) as text)`})`).join(', ')}`,
  );
  const lens = await lensOf(await database.open(), {
    ...runsOfOneSession,
    steps: {
      ...{ word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'step', title: 'Step' } },
    },
    measures: [
      { id: 'gain', title: 'Gain', level: 'step', value: 'gain', rollUp: true },
      { id: 'said', title: 'Said', level: 'step', value: { call: 'number', of: ['said'] } },
    ],
  });
  const request = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };
  for (const measure of ['gain', 'said']) {
    const { series } = await lens.series({ ...request, measure, episodes: ['a'] });
    expect(series[0]).toMatchObject({ rows: 8, notFinite: 5 });
    expect(series[0]?.points.filter(([, y]) => y !== null)).toEqual([
      [4, 0],
      [5, 2],
      [6, 4],
    ]);
    const whole = await lens.series({ ...request, measure, sessions: ['all'] });
    expect(whole.series[0]?.points).toEqual([[0, 2]]);
  }
});
