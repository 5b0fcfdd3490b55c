import type { Engine } from '#shared/model/source.ts';
import { type OccupancyFamily, occupancyTables } from './occupancy-tables.ts';

export { type OccupancyFamily, occupancyFamilies } from './occupancy-tables.ts';

/**
 * Everything that makes an empty database an occupancy database (`occupancy-predictor`) of one family: tables with keys,
 * indexes, and what the family adds. One statement per entry, to be run in order.
 */
export function occupancySchema(family: OccupancyFamily, engine: Engine): readonly string[] {
  return [...createOccupancy(family, engine), ...indexOccupancy(family, engine), ...markOccupancy(family, engine)];
}

/** The tables, without the indexes that are cheaper to build after a load than during it. */
export function createOccupancy(family: OccupancyFamily, engine: Engine): readonly string[] {
  const tables = occupancyTables(family, engine);
  return [
    ...(engine === 'duckdb' ? tables.map(({ name }) => `create sequence ${name}_id_seq`) : []),
    ...tables.map(({ name, columns }) => `create table ${name} (${columns.join(', ')})`),
    ...(engine === 'sqlite' ? [] : tables.map(({ name, comment }) => `comment on table ${name} is '${comment}'`)),
  ];
}

/** Indexes besides those of the keys. */
export function indexOccupancy(family: OccupancyFamily, engine: Engine): readonly string[] {
  const distribution =
    family === 'sql-file' && engine === 'postgres'
      ? ['create index idx_predictions_probability_dist_gin on predictions using gin (probability_distribution)']
      : [];
  const indexes = occupancyTables(family, engine).flatMap((table) =>
    table.indexes.map(({ name, columns }) => `create index ${name} on ${table.name} (${columns})`),
  );
  return [...indexes, ...distribution];
}

/** What each family is known by, and the views that only the SQL file has. */
export function markOccupancy(family: OccupancyFamily, engine: Engine): readonly string[] {
  if (family === 'models') return [];
  if (family === 'alembic') {
    return [
      'create table alembic_version (version_num varchar(32) primary key)',
      "insert into alembic_version values ('001')",
    ];
  }
  const time =
    engine === 'sqlite' ? 'datetime not null default current_timestamp' : 'timestamptz not null default now()';
  return [
    `create table migration_history (migration_id varchar(50) primary key, applied_at ${time}, description text)`,
    "insert into migration_history (migration_id, description) values ('001_initial', 'Initial schema')",
    ...(engine === 'postgres' ? views : []),
  ];
}

const views = [
  `create view sensor_reading_stats as
    select room, date_trunc('hour', timestamp) as hour, count(*) as reading_count,
      count(distinct zone) as active_zones, avg(confidence) as avg_confidence,
      min(timestamp) as first_reading, max(timestamp) as last_reading
    from sensor_readings group by room, date_trunc('hour', timestamp) order by hour desc, room`,
  `create view room_occupancy_status as
    with latest_readings as (
      select distinct on (room, zone) room, zone, state, timestamp, confidence
      from sensor_readings order by room, zone, timestamp desc)
    select room, count(*) filter (where state) as active_zones, count(*) as total_zones,
      max(timestamp) as last_update, avg(confidence) as avg_confidence,
      case when count(*) filter (where state) > 0 then 'occupied' else 'vacant' end as occupancy_status
    from latest_readings group by room`,
];
