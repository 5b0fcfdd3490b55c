import {
  type Category,
  type PropertyDefinition,
  trackingAgentTypes,
  trackingCategories,
  trackingProperties,
} from '../../care/schemas/tracking-vocabulary.ts';
import type { ColumnValue, Relation, RowOrigin, SourceColumn, TableBatch, TableSource } from '../importer.ts';
import type { TrackingTarget } from './target.ts';

/** A session with its episodes, as tracking databases keep them. */
export interface TrackingSession {
  readonly id: string;
  readonly name: string;
  /** One of the schema's categories (`boids_3d`). */
  readonly category: string;
  /** JSON. */
  readonly config: string | null;
  readonly metadata: string | null;
  readonly episodes: readonly TrackingEpisode[];
  readonly origin: RowOrigin;
}

export interface TrackingEpisode {
  readonly id: string;
  readonly number: number;
  /** Last frame plus one. */
  readonly frames: number;
  readonly agents: number;
  /** Frames per second. */
  readonly frameRate: number | null;
  readonly path: string;
  /** Its first row. */
  readonly origin: RowOrigin;
}

/** What observations there will be; without relations they come from the importer's own stream. */
export interface TrackingRows {
  readonly observations: { readonly rows: number | null; readonly relation?: Relation | undefined };
  readonly properties: { readonly rows: number | null; readonly relation?: Relation | undefined } | null;
  /** Ids of agent types and properties that occur, known ones or not. */
  readonly agentTypes: readonly string[];
  readonly propertyIds: readonly Pick<PropertyDefinition, 'id' | 'type'>[];
}

export const observationColumns: readonly SourceColumn[] = [
  { name: 'observation_id', type: 'BIGINT' },
  { name: 'episode_id', type: 'VARCHAR' },
  { name: 'time_index', type: 'INTEGER' },
  { name: 'agent_id', type: 'INTEGER' },
  { name: 'agent_type_id', type: 'VARCHAR' },
  ...['x', 'y', 'z', 'v_x', 'v_y', 'v_z'].map((name) => ({ name, type: 'DOUBLE' })),
];

export const propertyColumns: readonly SourceColumn[] = [
  { name: 'observation_id', type: 'BIGINT' },
  { name: 'property_id', type: 'VARCHAR' },
  { name: 'value_float', type: 'DOUBLE' },
  { name: 'value_text', type: 'VARCHAR' },
];

/** Ours: the schema's own only know pixels and scene units. */
const furtherCategories: readonly Category[] = [
  { id: 'tracking_m', title: 'Tracked, in metres', description: 'Tracks in metres and metres per second' },
  { id: 'tracking_cm', title: 'Tracked, in centimetres', description: 'Tracks in centimetres' },
  { id: 'tracking_ft', title: 'Tracked, in feet', description: 'Tracks in feet' },
];

interface SmallTable {
  readonly source: Omit<TableSource, 'rows' | 'preview'>;
  readonly rows: readonly (readonly ColumnValue[])[];
  readonly origins: readonly RowOrigin[];
}

/** Every table that some sessions of one category fill, in an order in which they can be written. */
export function trackingTables(
  sessions: readonly TrackingSession[],
  rows: TrackingRows,
  target: TrackingTarget,
): readonly TableSource[] {
  const episodes = sessions.flatMap((session) => session.episodes.map(({ id }) => [id]));
  const small = smallTables(sessions, rows, target).map((table) => ({
    ...table.source,
    rows: table.rows.length,
    preview: table.rows.slice(0, 20),
  }));
  return [
    ...small,
    {
      name: 'observations',
      columns: observationColumns,
      scope: { columns: ['episode_id'], values: episodes },
      ...rows.observations,
    },
    ...(rows.properties === null
      ? []
      : [{ name: 'extended_properties', columns: propertyColumns, ...rows.properties }]),
  ];
}

/** The rows of everything but observations and their properties. */
export function* smallBatches(
  sessions: readonly TrackingSession[],
  rows: TrackingRows,
  target: TrackingTarget,
): Generator<TableBatch> {
  for (const { source, rows: values, origins } of smallTables(sessions, rows, target)) {
    if (values.length > 0) yield batchOf(source.name, values, source.columns.length, origins);
  }
}

/** @param origins where each of the rows is from */
export function batchOf(
  table: string,
  rows: readonly (readonly ColumnValue[])[],
  width: number,
  origins: readonly RowOrigin[],
): TableBatch {
  const columns = Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? null));
  return { table, rows: rows.length, columns, origin: (row) => origins[row] ?? { file: '', line: null } };
}

function smallTables(
  sessions: readonly TrackingSession[],
  rows: TrackingRows,
  { generation }: TrackingTarget,
): readonly SmallTable[] {
  const byCategory = generation >= 'C';
  const category = [...trackingCategories('E'), ...furtherCategories].find(({ id }) => id === sessions[0]?.category);
  const shared = [
    ...(byCategory && category !== undefined
      ? [
          ensured(
            'categories',
            ['category_id', 'category_name', 'description'],
            [[category.id, category.title, category.description]],
          ),
        ]
      : []),
    ensured('agent_types', ['type_id', 'type_name', 'description'], rows.agentTypes.map(agentTypeRow)),
    ensured(
      'property_definitions',
      ['property_id', 'property_name', 'data_type', 'description', 'unit'],
      rows.propertyIds.map(propertyRow),
    ),
  ];
  const kindOf = ({ category: kind }: TrackingSession) => (byCategory ? [kind] : [kind, 'simulated']);
  const scope = { columns: ['session_id'], values: sessions.map(({ id }) => [id]) };
  return [
    ...shared.filter((table) => table.rows.length > 0),
    {
      source: {
        name: 'sessions',
        columns: [
          ...texts('session_id', 'session_name', ...(byCategory ? ['category_id'] : ['data_source', 'category'])),
          { name: 'config', type: 'JSON' },
          { name: 'metadata', type: 'JSON' },
        ],
        scope,
      },
      rows: sessions.map((session) => [
        ...[session.id, session.name, ...kindOf(session)],
        ...[session.config, session.metadata],
      ]),
      origins: sessions.map(({ origin }) => origin),
    },
    {
      source: {
        name: 'episodes',
        columns: [
          ...texts('episode_id', 'session_id'),
          ...['episode_number', 'num_frames', 'num_agents'].map((name) => ({ name, type: 'INTEGER' })),
          { name: 'frame_rate', type: 'DOUBLE' },
          ...texts('file_path'),
        ],
        scope,
      },
      rows: sessions.flatMap((session) =>
        session.episodes.map((each) => [
          ...[each.id, session.id, each.number, each.frames, each.agents],
          ...[each.frameRate, each.path],
        ]),
      ),
      origins: sessions.flatMap((session) => session.episodes.map(({ origin }) => origin)),
    },
  ];
}

function ensured(name: string, columns: readonly string[], rows: readonly (readonly ColumnValue[])[]): SmallTable {
  return {
    source: { name, columns: texts(...columns), mode: 'ensure', ensureBy: columns.slice(0, 1) },
    rows,
    origins: [],
  };
}

function texts(...names: readonly string[]): readonly SourceColumn[] {
  return names.map((name) => ({ name, type: 'VARCHAR' }));
}

function agentTypeRow(id: string): readonly ColumnValue[] {
  return [id, id, trackingAgentTypes('E').find((known) => known.id === id)?.description ?? null];
}

/** Properties of further targets are called like those of the first, with a number behind. */
function propertyRow({ id, type }: Pick<PropertyDefinition, 'id' | 'type'>): readonly ColumnValue[] {
  const known = trackingProperties('E').find((each) => each.id === id);
  if (known !== undefined) return [id, known.title, known.type, known.description, known.unit];
  const [, base, number] = /^(.*)_(\d+)$/.exec(id) ?? [];
  const like = trackingProperties('E').find((each) => each.id === base);
  if (like === undefined) return [id, id.replaceAll('_', ' '), type, null, null];
  return [
    id,
    `${like.title} ${number}`,
    like.type,
    like.description.replace('first target', `target ${number}`),
    like.unit,
  ];
}
