import { describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openLens } from '../open-lens.ts';
import { type OccupancyRows, occupancyDatabase, type Reading } from '../testing/occupancy-data.ts';

const zones = Array.from({ length: 60 }, (_, at) => `zone_${at}`);

/** Zones that change one after the other, off to on and back, at fractions of seconds. */
function rowsOf(start: number, count: number): OccupancyRows {
  const readings = zones.slice(0, count).flatMap((zone, at): Reading[] =>
    Array.from({ length: 7 }, (_, change) => ({
      ...{ at: start + change * 600 + at + (at % 8) / 8, room: 'hall', zone, on: change % 2 === 1, confidence: 1 },
    })),
  );
  return { readings, transitions: [], predictions: [] };
}

describe.each(engines)('very many states on %s', (engine) => {
  it.each([
    ['as whole numbers', '2024-05-01T10:00:00Z', 5],
    ['of more parts than are named', '2024-05-01T10:00:00Z', 60],
    ['of times that would be rounded', '1991-05-01T10:00:00Z', 5],
    ['of times before 1970', '1961-05-01T10:00:00Z', 5],
  ])('begin and end when their rows say, %s', async (_, text, count) => {
    const start = Date.parse(text) / 1000;
    const rows = rowsOf(start, count);
    await using database = await occupancyDatabase(engine, 'alembic', rows);
    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
    const [from, to] = [start - 60, start + 3600 + 30];
    const { bands, rows: read } = await lens.states.bands({ from, to, width: 20_000 });
    expect(read).toBe(rows.readings.filter(({ at }) => at < to).length);
    const parts = bands.filter(({ part }) => part !== null);
    expect(parts).toHaveLength(count);
    for (const { part, stretches } of parts) {
      const own = rows.readings.filter(({ zone, at }) => part!.includes(`"${zone}"`) && at < to);
      const last = Math.max(...rows.readings.map(({ at }) => at));
      const expected = own.flatMap(({ at, on }, index) => {
        const until = Math.min(own[index + 1]?.at ?? to, to, last);
        return until > at ? [[at, until, on ? 1 : 0]] : [];
      });
      expect(stretches).toEqual(expected);
    }
  });
});
