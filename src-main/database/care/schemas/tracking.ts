import { categoriesTable, type TrackingEngine, trackingTables } from './tracking-tables.ts';
import {
  type TrackingGeneration,
  trackingAgentTypes,
  trackingCategories,
  trackingProperties,
} from './tracking-vocabulary.ts';

export type { TrackingEngine } from './tracking-tables.ts';
export { type TrackingGeneration, trackingGenerations } from './tracking-vocabulary.ts';

/**
 * Everything that makes an empty database a tracking database of one generation (the layout of `collab_env`): tables with
 * keys and comments, indexes, and the vocabulary. One statement per entry, to be run in order.
 */
export function trackingSchema(generation: TrackingGeneration, engine: TrackingEngine): readonly string[] {
  return [...createTracking(generation, engine), ...seedTracking(generation), ...indexTracking(generation, engine)];
}

export interface CreateOptions {
  /** Where the ids of observations go on. */
  readonly firstObservation?: number;
  /** Whether `observations` and `extended_properties` refer to other tables: checked row by row, which is slow. */
  readonly largeReferences?: boolean;
}

/** The tables with their keys and comments. */
export function createTracking(
  generation: TrackingGeneration,
  engine: TrackingEngine,
  { firstObservation = 1, largeReferences = true }: CreateOptions = {},
): readonly string[] {
  const tables = trackingTables(generation, engine);
  const sequence = engine === 'duckdb' ? [`create sequence obs_id_seq start ${Math.trunc(firstObservation)}`] : [];
  const created = tables.map((table) => {
    const columns = table.large && !largeReferences ? table.columns.map(withoutReference) : table.columns;
    return `create table ${table.name} (${columns.join(', ')})`;
  });
  const comments = (engine === 'sqlite' ? [] : tables).flatMap((table) => [
    `comment on table ${table.name} is ${quoted(table.comment)}`,
    ...Object.entries(table.columnComments).map(
      ([column, comment]) => `comment on column ${table.name}.${column} is ${quoted(comment)}`,
    ),
  ]);
  return [...sequence, ...created, ...comments];
}

/** Indexes besides those of the keys: cheaper to build after a load than during it. */
export function indexTracking(generation: TrackingGeneration, engine: TrackingEngine): readonly string[] {
  return trackingTables(generation, engine).flatMap((table) =>
    table.indexes.map(({ name, columns }) => `create index ${name} on ${table.name} (${columns})`),
  );
}

/** Categories, agent types and property definitions. */
export function seedTracking(generation: TrackingGeneration): readonly string[] {
  return [
    insertOf(
      categoriesTable(generation),
      trackingCategories(generation).map(({ id, title, description }) => [id, title, description]),
    ),
    insertOf(
      'agent_types',
      trackingAgentTypes(generation).map(({ id, description }) => [id, id, description]),
    ),
    insertOf(
      'property_definitions',
      trackingProperties(generation).map(({ id, title, type, description, unit }) => [
        id,
        title,
        type,
        description,
        unit,
      ]),
    ),
  ];
}

function withoutReference(column: string): string {
  return column.replace(/ references .*$/, '');
}

function insertOf(table: string, rows: readonly (readonly string[])[]): string {
  return `insert into ${table} values ${rows.map((row) => `(${row.map(quoted).join(', ')})`).join(', ')}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
