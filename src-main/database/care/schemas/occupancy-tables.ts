import type { Engine } from '#shared/model/source.ts';

/**
 * The ways in which an occupancy database is made: by the project's Alembic revision 001, from its models
 * (`create_all`, as its tests do), or by its hand-written SQL file, the only one with checks and views.
 */
export const occupancyFamilies = ['alembic', 'models', 'sql-file'] as const;
export type OccupancyFamily = (typeof occupancyFamilies)[number];

/** One table: its definition up to the closing bracket, the indexes on it, and what to say about it. */
export interface OccupancyTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly indexes: readonly { readonly name: string; readonly columns: string }[];
  readonly comment: string;
}

/** Types and defaults of one family on one engine. */
interface Types {
  readonly time: string;
  readonly real: string;
  readonly json: string;
  /** Default of `confidence`, and of `created_at`: the models leave both to the program. */
  readonly certain: string;
  readonly now: string;
  readonly id: (table: string) => string;
  /** An inline check, where the family has any. */
  readonly check: (name: string, condition: string) => readonly string[];
}

export function occupancyTables(family: OccupancyFamily, engine: Engine): readonly OccupancyTable[] {
  const type = typesOf(family, engine);
  return [readings(family, type), transitions(family, type), predictions(family, type)];
}

function typesOf(family: OccupancyFamily, engine: Engine): Types {
  const byHand = family === 'sql-file';
  const id: Readonly<Record<Engine, (table: string) => string>> = {
    postgres: () => `id ${byHand ? 'bigserial' : 'serial'} primary key`,
    sqlite: () => 'id integer not null primary key',
    duckdb: (table) => `id ${byHand ? 'bigint' : 'integer'} primary key default nextval('${table}_id_seq')`,
  };
  return {
    time: engine === 'sqlite' ? 'datetime' : 'timestamp with time zone',
    real: engine === 'sqlite' ? 'float' : byHand ? 'real' : 'double precision',
    json: byHand && engine === 'postgres' ? 'jsonb' : 'json',
    certain: family === 'models' ? '' : ' default 1.0',
    now: family === 'models' ? '' : ` default ${engine === 'sqlite' ? 'current_timestamp' : 'now()'}`,
    id: id[engine],
    check: (name, condition) => (byHand ? [`constraint ${name} check (${condition})`] : []),
  };
}

function readings(family: OccupancyFamily, { id, time, real, certain, now, check }: Types): OccupancyTable {
  const name = 'sensor_readings';
  return {
    name,
    columns: [
      id(name),
      `timestamp ${time} not null`,
      'room varchar(50) not null',
      'zone varchar(50) not null',
      'state boolean not null',
      `confidence ${real} not null${certain}`,
      'source_entity varchar(100) not null',
      `created_at ${time} not null${now}`,
      ...check('sensor_readings_confidence_check', 'confidence >= 0 and confidence <= 1'),
    ],
    indexes: indexesOf(family, {
      'sql-file': [
        ['idx_sensor_readings_timestamp', 'timestamp'],
        ['idx_sensor_readings_room', 'room'],
        ['idx_sensor_readings_room_timestamp', 'room, timestamp'],
        ['idx_sensor_readings_zone_timestamp', 'zone, timestamp'],
        ['idx_sensor_readings_room_state_timestamp', 'room, state, timestamp'],
        ['idx_sensor_readings_source_entity_timestamp', 'source_entity, timestamp'],
      ],
      alembic: [
        ['idx_room_timestamp', 'room, timestamp'],
        ['idx_zone_timestamp', 'zone, timestamp'],
        ['idx_room_state_timestamp', 'room, state, timestamp'],
        ['idx_source_entity_timestamp', 'source_entity, timestamp'],
        ['ix_sensor_readings_room', 'room'],
        ['ix_sensor_readings_timestamp', 'timestamp'],
      ],
      models: [],
    }),
    comment: 'State changes of presence sensors',
  };
}

function transitions(family: OccupancyFamily, { id, time, real, certain, now, check }: Types): OccupancyTable {
  const name = 'room_transitions';
  return {
    name,
    columns: [
      id(name),
      `timestamp ${time} not null`,
      'from_room varchar(50)',
      'to_room varchar(50) not null',
      `transition_duration_seconds ${real} not null`,
      `confidence ${real} not null${certain}`,
      `created_at ${time} not null${now}`,
      ...check('room_transitions_confidence_check', 'confidence >= 0 and confidence <= 1'),
      ...check('room_transitions_transition_duration_seconds_check', 'transition_duration_seconds >= 0'),
    ],
    indexes: indexesOf(family, {
      'sql-file': [
        ['idx_room_transitions_timestamp', 'timestamp'],
        ['idx_room_transitions_from_to_room', 'from_room, to_room'],
        ['idx_room_transitions_to_room_timestamp', 'to_room, timestamp'],
        ['idx_room_transitions_duration', 'transition_duration_seconds'],
      ],
      alembic: [
        ['idx_transition_timestamp', 'timestamp'],
        ['idx_from_to_room', 'from_room, to_room'],
        ['idx_to_room_timestamp', 'to_room, timestamp'],
        ['idx_transition_duration', 'transition_duration_seconds'],
      ],
      models: [['ix_room_transitions_timestamp', 'timestamp']],
    }),
    comment: 'Movements from room to room',
  };
}

function predictions(family: OccupancyFamily, { id, time, real, json, now, check }: Types): OccupancyTable {
  const name = 'predictions';
  const complete =
    "(prediction_type = 'occupancy' and horizon_minutes is not null and probability is not null) or " +
    "(prediction_type = 'vacancy' and expected_vacancy_minutes is not null)";
  return {
    name,
    columns: [
      id(name),
      'room varchar(50) not null',
      `prediction_made_at ${time} not null`,
      'prediction_type varchar(20) not null',
      `confidence ${real} not null`,
      'horizon_minutes integer',
      `probability ${real}`,
      `expected_vacancy_minutes ${real}`,
      `probability_distribution ${json}`,
      'model_version varchar(50)',
      `created_at ${time} not null${now}`,
      ...check('predictions_confidence_check', 'confidence >= 0 and confidence <= 1'),
      ...check('predictions_probability_check', 'probability is null or (probability >= 0 and probability <= 1)'),
      ...check('predictions_prediction_type_check', "prediction_type in ('occupancy', 'vacancy')"),
      ...check('predictions_occupancy_fields_check', complete),
    ],
    indexes: indexesOf(family, {
      'sql-file': [
        ['idx_predictions_room', 'room'],
        ['idx_predictions_prediction_made_at', 'prediction_made_at'],
        ['idx_predictions_lookup', 'room, prediction_made_at, prediction_type'],
        ['idx_predictions_recent', 'prediction_made_at, prediction_type'],
        ['idx_predictions_room_type_time', 'room, prediction_type, prediction_made_at'],
      ],
      alembic: [
        ['idx_prediction_lookup', 'room, prediction_made_at, prediction_type'],
        ['idx_recent_predictions', 'prediction_made_at, prediction_type'],
        ['idx_room_predictions', 'room, prediction_type, prediction_made_at'],
        ['ix_predictions_prediction_made_at', 'prediction_made_at'],
        ['ix_predictions_room', 'room'],
      ],
      models: [],
    }),
    comment: 'What a model expected of a room',
  };
}

type Index = readonly [name: string, columns: string];

/** The models have the indexes of the Alembic revision, and these besides. */
function indexesOf(
  family: OccupancyFamily,
  of: Readonly<Record<OccupancyFamily, readonly Index[]>>,
): OccupancyTable['indexes'] {
  const indexes = family === 'models' ? [...of.alembic, ...of.models] : of[family];
  return indexes.map(([name, columns]) => ({ name, columns }));
}
