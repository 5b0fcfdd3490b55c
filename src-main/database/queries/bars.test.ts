import { expect, it } from 'vitest';
import { name, raw } from '../sql/sql.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { insertRows } from '../testing/insert-rows.ts';
import { countBars } from './bars.ts';
import { barLine, closeBars } from './close-bars.ts';

const lines: Readonly<Record<string, readonly number[]>> = {
  a: [...Array.from({ length: 200 }, (_, at) => (at * 7919) % 97), -4e7, 1e9, Number.NaN],
  b: Array.from({ length: 50 }, (_, at) => at - 0.25),
  nothing: [Number.POSITIVE_INFINITY],
};

it.each(engines)('counts bars, and what lies far from all others, as plain code does, on %s', async (engine) => {
  await using database = await createTestDatabase(engine);
  await database.execute('create table t (g text, v double precision)');
  await insertRows(
    database,
    't',
    Object.entries(lines).flatMap(([key, values]) => values.map((value) => [key, value] as const)),
  );
  const connection = await database.open();
  const group = { parts: [name('g')], text: ([key]: readonly ReturnType<typeof name>[]) => key! };
  for (const whole of [false, true]) {
    const input = { from: raw('t'), where: [], value: name('v'), group, most: 40, whole };
    const { sql, ...found } = await countBars(connection, input, {});
    const expected = await closeBars(
      { extent: [-4e7, 1e9], most: 40, whole },
      (grid) => new Map(Object.entries(lines).map(([key, values]) => [key, barLine(values, grid)])),
    );
    expect(found).toEqual(expected);
    expect(found.ends === undefined).toBe(whole);
    expect((await connection.rows(raw(sql))).rows.length).toBeGreaterThan(2);
  }
  const none = { from: raw('t'), where: [raw('1 = 0')], value: name('v'), group: null, most: 40, whole: false };
  expect((await countBars(connection, none, {})).lines.size).toBe(0);
});
