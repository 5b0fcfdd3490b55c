import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import { insertRows, type TestValue } from '../../testing/insert-rows.ts';

/** The recorder's layouts: entities apart since April 2023, times as seconds since February, before that as dates. */
export const recorderLayouts = ['meta', 'epoch', 'datetime'] as const;
export type RecorderLayout = (typeof recorderLayouts)[number];

export interface HomeState {
  readonly at: number;
  readonly entity: string;
  readonly state: string;
}

export interface HomeRun {
  readonly starts: number;
  /** `null` where it still runs. */
  readonly ends: number | null;
  readonly broken: boolean;
}

const second = (text: string) => Date.parse(text) / 1000;
const START = second('2024-03-29T18:00:00Z');
const STOP = second('2024-03-31T06:00:00Z');
const AGAIN = second('2024-03-31T07:30:00Z');
const CRASH = second('2024-04-01T02:00:00Z');
const REPAIRED = second('2024-04-01T05:00:00Z');
const END = second('2024-04-01T20:00:00Z');

/** Closed once, crashed once, still running. */
export const homeRuns: readonly HomeRun[] = [
  { starts: START, ends: STOP, broken: false },
  { starts: AGAIN, ends: REPAIRED, broken: true },
  { starts: REPAIRED, ends: null, broken: false },
];

/** A presence sensor that fails now and then, a thermometer, and a switch that is never written again after the crash. */
export const homeStates: readonly HomeState[] = [
  ...inRuns('binary_sensor.office_presence', 1700, (index) => ['on', 'off', 'on', 'unavailable', 'off'][index % 5]!),
  ...inRuns('sensor.office_temperature', 2900, (index) => (index % 7 === 6 ? 'unknown' : String(18 + (index % 5) / 2))),
  ...[START, START + 40_000, AGAIN + 10].map((at, index) => ({
    ...{ at, entity: 'switch.lamp', state: index % 2 === 0 ? 'on' : 'off' },
  })),
].toSorted((a, b) => a.at - b.at);

function inRuns(entity: string, every: number, stateOf: (index: number) => string): readonly HomeState[] {
  const runs = [
    [START, STOP],
    [AGAIN, CRASH],
    [REPAIRED, END],
  ] as const;
  return runs.flatMap(([from, to]) =>
    Array.from({ length: Math.floor((to - from) / every) }, (_, index) => ({
      ...{ at: from + 5 + index * every, entity, state: stateOf(index) },
    })),
  );
}

export async function homeDatabase(engine: 'sqlite' | 'postgres', layout: RecorderLayout): Promise<TestDatabase> {
  const database = await createTestDatabase(engine);
  await database.execute(...tables(engine, layout));
  const entities = [...new Set(homeStates.map(({ entity }) => entity))];
  const date = (at: number) => {
    const text = new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
    return engine === 'sqlite' ? `${text}.000000` : `${text}+00`;
  };
  if (layout === 'meta') {
    await insertRows(
      database,
      'states_meta',
      entities.map((entity, index) => [index + 1, entity]),
    );
  }
  await insertRows(
    database,
    'states',
    homeStates.map(({ at, entity, state }, index): readonly TestValue[] => {
      const id = index + 1;
      // Where the state did change at the update, the recorder leaves the time of the change out.
      const since = index % 3 === 0 ? at - 60 : null;
      if (layout === 'meta') return [id, state, since, at, null, 1, entities.indexOf(entity) + 1];
      if (layout === 'epoch') return [id, entity, state, '{"friendly_name": "Office"}', since, at, null];
      return [id, entity, state, '{"friendly_name": "Office"}', since === null ? null : date(since), date(at), null];
    }),
  );
  if (layout !== 'datetime') await insertRows(database, 'state_attributes', [[1, 7, '{"friendly_name": "Office"}']]);
  await insertRows(
    database,
    'recorder_runs',
    homeRuns.map(({ starts, ends, broken }, index) => [
      ...[index + 1, date(starts), ends === null ? null : date(ends), broken, date(starts)],
    ]),
  );
  const hours = Array.from({ length: 30 }, (_, index) => START + index * 3600);
  await insertRows(database, 'statistics_meta', [
    [1, 'sensor.office_temperature', 'recorder', '°C', true, false, null],
  ]);
  const statistic = (at: number, index: number): readonly TestValue[] => [
    ...[index + 1, 1, layout === 'datetime' ? date(at) : at, 20 + index / 10, 18, 23, null, null],
  ];
  await insertRows(database, 'statistics', hours.map(statistic));
  await insertRows(database, 'statistics_short_term', hours.slice(0, 3).map(statistic));
  return database;
}

function tables(engine: 'sqlite' | 'postgres', layout: RecorderLayout): readonly string[] {
  const time = engine === 'sqlite' ? 'datetime' : 'timestamp with time zone';
  const double = engine === 'sqlite' ? 'float' : 'double precision';
  const id = engine === 'sqlite' ? 'integer primary key' : 'bigint primary key';
  const start = layout === 'datetime' ? `"start" ${time}` : `start_ts ${double}`;
  const statistics = (name: string) =>
    `create table ${name} (id ${id}, metadata_id integer, ${start}, mean ${double}, min ${double}, max ${double}, state ${double}, sum ${double})`;
  const states = {
    meta: `state_id ${id}, state varchar(255), last_changed_ts ${double}, last_updated_ts ${double}, old_state_id bigint, attributes_id bigint, metadata_id bigint`,
    epoch: `state_id ${id}, entity_id varchar(255), state varchar(255), attributes text, last_changed_ts ${double}, last_updated_ts ${double}, old_state_id bigint`,
    datetime: `state_id ${id}, entity_id varchar(255), state varchar(255), attributes text, last_changed ${time}, last_updated ${time}, old_state_id bigint`,
  };
  const index = {
    meta: 'metadata_id, last_updated_ts',
    epoch: 'entity_id, last_updated_ts',
    datetime: 'entity_id, last_updated',
  };
  return [
    `create table states (${states[layout]})`,
    `create index ix_states_entity_updated on states (${index[layout]})`,
    `create index ix_states_updated on states (${layout === 'datetime' ? 'last_updated' : 'last_updated_ts'})`,
    ...(layout === 'meta' ? [`create table states_meta (metadata_id ${id}, entity_id varchar(255))`] : []),
    ...(layout === 'datetime'
      ? []
      : [`create table state_attributes (attributes_id ${id}, hash bigint, shared_attrs text)`]),
    `create table recorder_runs (run_id ${id}, "start" ${time}, "end" ${time}, closed_incorrect boolean, created ${time})`,
    `create table statistics_meta (id ${id}, statistic_id varchar(255), source varchar(32), unit_of_measurement varchar(255), has_mean boolean, has_sum boolean, name varchar(255))`,
    statistics('statistics'),
    statistics('statistics_short_term'),
  ];
}
