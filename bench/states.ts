import { occupancySchema } from '../src-main/database/care/schemas/occupancy.ts';
import type { Engine } from '../src-shared/model/source.ts';
import type { BenchEngine } from './engine.ts';
import { compare, type Row } from './measure.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf } from './stores.ts';

/** A year of fourteen zones that change every seven minutes; every fifth reading says again what the one before said. */
const READINGS = 1_000_000;
const ZONES = 14;
const EVERY = 441;
const START = Date.UTC(2024, 0, 1) / 1000;
const rooms = ['bedroom', 'bathroom', 'small_bathroom', 'office', 'living_kitchen', 'guest_bedroom'];

/** Milliseconds until the bands of a whole year are there. */
const BANDS_LIMIT = 1000;

/** What a screen of ordinary width has room for. */
const WIDTH = 1200;

const year: StoreContent = {
  name: 'states',
  statements: (engine, numbers) => [
    ...occupancySchema('alembic', engine),
    `insert into sensor_readings (id, timestamp, room, zone, state, confidence, source_entity, created_at)
      select i + 1, ${timeOf(engine)}, ${oneOf(rooms)}, 'zone_' || (i % ${ZONES}), ${stateOf(engine)}, 1.0,
        'binary_sensor.zone_' || (i % ${ZONES}), ${timeOf(engine)} from ${numbers(READINGS)}`,
  ],
};

function oneOf(names: readonly string[]): string {
  const cases = Array.from({ length: ZONES }, (_, zone) => `when ${zone} then '${names[zone % names.length]}'`);
  return `case i % ${ZONES} ${cases.join(' ')} end`;
}

function turnOf(engine: Engine): string {
  return engine === 'duckdb' ? `(i // ${ZONES})` : `(i / ${ZONES})`;
}

function timeOf(engine: Engine): string {
  const at = `(${START} + ${turnOf(engine)} * ${EVERY} + (i * 7919) % ${EVERY})`;
  return engine === 'sqlite' ? `strftime('%Y-%m-%d %H:%M:%S', ${at}, 'unixepoch') || '.250000'` : `to_timestamp(${at})`;
}

function stateOf(engine: Engine): string {
  const turn = turnOf(engine);
  const fifth = engine === 'duckdb' ? `(${turn} // 5)` : `(${turn} / 5)`;
  return engine === 'sqlite' ? `(${turn} - ${fifth}) % 2` : `(${turn} - ${fifth}) % 2 = 1`;
}

/** What the page of states asks of a year of a million readings. */
export async function measureStates(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, year);
  const product = await Product.open(store.target);
  const floor = await store.floor();
  const add = (what: string, times: Pick<Row, 'product' | 'floor' | 'runs'>, limit: number) =>
    report({ engine: engine.name, what: `states, 1 M readings: ${what}`, ...times, unit: 'ms', limit });
  try {
    const overview = await compare(
      () => product.ask((client, database) => client.states.overview({ database })),
      () =>
        floor.query('select room, zone, count(*), min(timestamp), max(timestamp) from sensor_readings group by 1, 2'),
    );
    add('which zones there are', overview, BANDS_LIMIT);
    const [from, to] = [START, START + Math.ceil(READINGS / ZONES) * EVERY];
    const bands = await compare(
      () => product.ask((client, database) => client.states.bands({ database, from, to, width: WIDTH })),
      () => floor.query('select timestamp, room, zone, state from sensor_readings order by timestamp, id'),
    );
    add('bands of a whole year', bands, BANDS_LIMIT);
  } finally {
    await floor.close();
    await product.close();
  }
}
