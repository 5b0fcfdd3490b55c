import type { Engine } from '#shared/model/source.ts';
import { since, type TrackingGeneration } from './tracking-vocabulary.ts';

/** Its own tools know the schema on DuckDB and Postgres; on SQLite it is ours, of the same shape. */
export type TrackingEngine = Engine;

/** One table: its definition up to the closing bracket, the indexes on it, and what to say about it. */
export interface TrackingTable {
  readonly name: string;
  /** Has a row per agent and frame, or more. */
  readonly large: boolean;
  readonly columns: readonly string[];
  readonly indexes: readonly { readonly name: string; readonly columns: string }[];
  readonly comment: string;
  readonly columnComments: Readonly<Record<string, string>>;
}

interface Types {
  readonly text: string;
  readonly json: string;
  readonly double: string;
  readonly observationId: string;
  readonly now: string;
  /** DuckDB has the keys without cascade. */
  readonly cascade: string;
}

const types: Readonly<Record<TrackingEngine, Types>> = {
  duckdb: {
    text: 'varchar',
    json: 'json',
    double: 'double',
    observationId: `bigint default nextval('obs_id_seq') unique`,
    now: 'now()',
    cascade: '',
  },
  sqlite: {
    text: 'text',
    json: 'json text',
    double: 'double precision',
    observationId: 'integer not null unique',
    now: 'current_timestamp',
    cascade: ' on delete cascade',
  },
  postgres: {
    text: 'text',
    json: 'jsonb',
    double: 'double precision',
    observationId: 'bigserial unique',
    now: 'now()',
    cascade: ' on delete cascade',
  },
};

/** The tables of a generation, in an order in which they can be created. */
export function trackingTables(generation: TrackingGeneration, engine: TrackingEngine): readonly TrackingTable[] {
  const type = types[engine];
  return [
    categories(generation, type),
    sessions(generation, type),
    episodes(type),
    agentTypes(type),
    observations(generation, type),
    propertyDefinitions(type),
    ...(since(generation, 'D') ? [] : [propertyCategoryMapping(generation)]),
    extendedProperties(type),
  ];
}

/** `property_categories` until generation B, `categories` since. */
export function categoriesTable(generation: TrackingGeneration): string {
  return since(generation, 'C') ? 'categories' : 'property_categories';
}

function categories(generation: TrackingGeneration, type: Types): TrackingTable {
  return {
    name: categoriesTable(generation),
    large: false,
    columns: ['category_id varchar primary key', 'category_name varchar not null', `description ${type.text}`],
    indexes: [],
    comment: since(generation, 'C') ? 'Kinds of sessions' : 'Kinds of properties',
    columnComments: {},
  };
}

function sessions(generation: TrackingGeneration, type: Types): TrackingTable {
  const byCategory = since(generation, 'C');
  return {
    name: 'sessions',
    large: false,
    columns: [
      'session_id varchar primary key',
      'session_name varchar not null',
      ...(byCategory
        ? [`category_id varchar not null references categories (category_id)${type.cascade}`]
        : ['data_source varchar not null', 'category varchar not null']),
      `created_at timestamp default ${type.now}`,
      `config ${type.json}`,
      `metadata ${type.json}`,
    ],
    indexes: [
      byCategory
        ? { name: 'idx_sessions_category', columns: 'category_id' }
        : { name: 'idx_sessions_source', columns: 'data_source' },
    ],
    comment: 'Simulation runs and recording sessions',
    columnComments: { config: 'Whole configuration of the run', metadata: 'Where the data came from' },
  };
}

function episodes(type: Types): TrackingTable {
  return {
    name: 'episodes',
    large: false,
    columns: [
      'episode_id varchar primary key',
      `session_id varchar not null references sessions (session_id)${type.cascade}`,
      'episode_number integer not null',
      'num_frames integer not null',
      'num_agents integer not null',
      `frame_rate ${type.double} default 30.0`,
      'file_path varchar not null',
      `created_at timestamp default ${type.now}`,
    ],
    indexes: [{ name: 'idx_episodes_session', columns: 'session_id' }],
    comment: 'Continuous stretches of a session',
    columnComments: { num_frames: 'Last frame plus one', frame_rate: 'Frames per second', file_path: 'Source file' },
  };
}

function agentTypes(type: Types): TrackingTable {
  return {
    name: 'agent_types',
    large: false,
    columns: ['type_id varchar primary key', 'type_name varchar not null', `description ${type.text}`],
    indexes: [],
    comment: 'What is tracked',
    columnComments: {},
  };
}

function observations(generation: TrackingGeneration, type: Types): TrackingTable {
  const typeInKey = since(generation, 'B');
  return {
    name: 'observations',
    large: true,
    columns: [
      `observation_id ${type.observationId}`,
      `episode_id varchar not null references episodes (episode_id)${type.cascade}`,
      'time_index integer not null',
      'agent_id integer not null',
      'agent_type_id varchar not null references agent_types (type_id)',
      `x ${type.double} not null`,
      `y ${type.double} not null`,
      ...['z', 'v_x', 'v_y', 'v_z'].map((column) => `${column} ${type.double}`),
      ...(since(generation, 'D') ? [] : [`confidence ${type.double}`, 'detection_class varchar']),
      `primary key (episode_id, time_index, agent_id${typeInKey ? ', agent_type_id' : ''})`,
    ],
    indexes: [
      { name: 'idx_obs_episode', columns: 'episode_id' },
      { name: 'idx_obs_episode_time', columns: 'episode_id, time_index' },
      ...(typeInKey ? [{ name: 'idx_obs_agent_type', columns: 'agent_type_id' }] : []),
    ],
    comment: 'Position and velocity of every agent at every frame',
    columnComments: {
      time_index: 'Frame number, from 0',
      x: 'Position (scene units or pixels)',
      y: 'Position (scene units or pixels)',
      z: 'Position (scene units); NULL for 2-D data',
      v_x: 'Velocity per frame; NULL where unknown',
    },
  };
}

function propertyDefinitions(type: Types): TrackingTable {
  return {
    name: 'property_definitions',
    large: false,
    columns: [
      'property_id varchar primary key',
      'property_name varchar not null',
      'data_type varchar not null',
      `description ${type.text}`,
      'unit varchar',
    ],
    indexes: [],
    comment: 'Titles and units of extended properties',
    columnComments: { data_type: 'float, vector or string' },
  };
}

function propertyCategoryMapping(generation: TrackingGeneration): TrackingTable {
  return {
    name: 'property_category_mapping',
    large: false,
    columns: [
      'property_id varchar not null references property_definitions (property_id)',
      `category_id varchar not null references ${categoriesTable(generation)} (category_id)`,
      'primary key (property_id, category_id)',
    ],
    indexes: [{ name: 'idx_prop_cat_mapping_category', columns: 'category_id' }],
    comment: 'Which properties a category has',
    columnComments: {},
  };
}

function extendedProperties(type: Types): TrackingTable {
  return {
    name: 'extended_properties',
    large: true,
    columns: [
      `observation_id bigint not null references observations (observation_id)${type.cascade}`,
      'property_id varchar not null references property_definitions (property_id)',
      `value_float ${type.double}`,
      `value_text ${type.text}`,
      'primary key (observation_id, property_id)',
    ],
    indexes: [
      { name: 'idx_ext_props_observation', columns: 'observation_id' },
      { name: 'idx_ext_props_property', columns: 'property_id' },
    ],
    comment: 'Further values of an observation, one row each',
    columnComments: { value_float: 'Value of float properties', value_text: 'Value of all others' },
  };
}
