import type { Engine } from '#shared/model/source.ts';
import { type OccupancyFamily, occupancySchema } from '../../care/schemas/occupancy.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';

/** Times are seconds since 1970, to the millisecond. */
export interface Reading {
  readonly at: number;
  readonly room: string;
  readonly zone: string;
  readonly on: boolean;
  readonly confidence: number;
}

export interface Transition {
  readonly at: number;
  readonly from: string | null;
  readonly to: string;
  readonly seconds: number;
}

export interface Prediction {
  readonly at: number;
  readonly room: string;
  /** Minutes for occupancy, `null` for vacancy. */
  readonly horizon: number | null;
  readonly probability: number | null;
}

export interface OccupancyRows {
  readonly readings: readonly Reading[];
  readonly transitions: readonly Transition[];
  readonly predictions: readonly Prediction[];
}

const second = (text: string) => Date.parse(text) / 1000;

/** Around both days on which clocks change in Berlin; nothing in the summer between them. */
const stretches = [
  [second('2024-03-29T20:00:00Z'), second('2024-04-01T10:00:00Z')],
  [second('2024-10-25T20:00:00Z'), second('2024-10-28T10:00:00Z')],
] as const;

const zones: readonly (readonly [room: string, zone: string, every: number])[] = [
  ['bedroom', 'full', 2400],
  ['bedroom', 'bed_side_a', 5000],
  ['office', 'desk_a', 3000],
  ['office', 'desk_b', 40_000],
];

/** The same rows at every call: irregular, with one twice, states written again, and a cat or two. */
export function occupancyRows(): OccupancyRows {
  const random = randomOf(7);
  const readings = stretches.flatMap(([from, to]) =>
    zones.flatMap(([room, zone, every]) => {
      const found: Reading[] = [];
      for (let at = from + whole(random() * every); at < to; at += 1 + whole(random() * 2 * every)) {
        found.push({ at, room, zone, on: random() < 0.5, confidence: random() < 0.1 ? 0.3 : 0.75 });
      }
      return found;
    }),
  );
  const sorted = readings.toSorted((a, b) => a.at - b.at);
  const transitions = stretches.flatMap(([from], index) => [
    { at: from + 600, from: index === 0 ? null : 'office', to: 'bedroom', seconds: 12.5 },
    { at: from + 90_000, from: 'bedroom', to: 'office', seconds: 40 },
    { at: from + 90_600, from: 'office', to: 'office', seconds: 1 },
  ]);
  const predictions = stretches.flatMap(([from]) =>
    Array.from({ length: 12 }, (_, index): Prediction => {
      const horizon = [15, 120, null][index % 3] ?? null;
      const room = index % 2 === 0 ? 'bedroom' : 'office';
      return { at: from + 3600 + index * 7777, room, horizon, probability: horizon === null ? null : random() };
    }),
  );
  return { readings: [...sorted, sorted[10]!], transitions, predictions };
}

/** A database of one family with these rows. */
export async function occupancyDatabase(
  engine: Engine,
  family: OccupancyFamily,
  { readings, transitions, predictions }: OccupancyRows = occupancyRows(),
): Promise<TestDatabase> {
  const database = await createTestDatabase(engine);
  await database.execute(...occupancySchema(family, engine));
  const time = (at: number) => {
    const text = new Date(at * 1000).toISOString().slice(0, 23).replace('T', ' ');
    return engine === 'sqlite' ? `${text}000` : `${text}+00`;
  };
  await insertRows(
    database,
    'sensor_readings',
    readings.map(({ at, room, zone, on, confidence }, index) => [
      ...[index + 1, time(at), room, zone, on, confidence, `binary_sensor.${room}_${zone}`, time(at + 1)],
    ]),
  );
  await insertRows(
    database,
    'room_transitions',
    transitions.map(({ at, from, to, seconds }, index) => [index + 1, time(at), from, to, seconds, 0.9, time(at)]),
  );
  await insertRows(
    database,
    'predictions',
    predictions.map(({ at, room, horizon, probability }, index) => [
      ...[index + 1, room, time(at), horizon === null ? 'vacancy' : 'occupancy', 0.8, horizon, probability],
      ...(horizon === null ? [30, '[{"minutes": 30, "probability": 1.0}]'] : [null, null]),
      ...['v1', time(at)],
    ]),
  );
  return database;
}

function whole(value: number): number {
  return Math.floor(value);
}

/** Numbers in `[0, 1)`, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
