import { expect, it } from 'vitest';
import type { Connection } from '../../drivers/driver.ts';
import { render } from '../../sql/dialect.ts';
import type { Sql } from '../../sql/sql.ts';
import { openLens } from '../open-lens.ts';
import { ids } from '../testing/tracking-data.ts';
import { trackingCases, trackingLens } from '../testing/tracking-lens.ts';

/** The same connection; what is asked of it is written down. */
function writingDown(connection: Connection, asked: string[]): Connection {
  return new Proxy(connection, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      return (...input: unknown[]) => {
        if (property !== 'catalogue' && property !== 'close') asked.push(render(input[0] as Sql, target.dialect).text);
        return value.apply(target, input);
      };
    },
  });
}

it.each(trackingCases.filter(({ generation }) => generation === 'E'))(
  'a measure in rows of its own is joined with the steps once to be drawn, on $engine',
  async ({ engine, generation }) => {
    await using database = (await trackingLens(engine, generation)).database;
    const asked: string[] = [];
    const connection = writingDown(await database.open(), asked);
    const lens = await openLens(connection, await connection.catalogue());
    const request = { sessions: [], episodes: [ids.first], split: 'mean' as const, points: 1000 };
    asked.length = 0;
    const { series } = await lens.series({ ...request, measure: 'distance_to_target_center' });
    expect(series[0]?.points.length).toBeGreaterThan(1);
    expect(asked.filter((text) => /join "?\w*"?\.?"extended_properties"/.test(text)).length).toBe(1);
  },
);
