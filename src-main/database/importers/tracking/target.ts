import type { TrackingGeneration } from '../../care/schemas/tracking-vocabulary.ts';
import { join, sql } from '../../sql/sql.ts';
import type { TargetInfo } from '../importer.ts';
import type { TrackingSession } from './tracking-tables.ts';

/** A tracking database as far as rows that go into it must match. */
export interface TrackingTarget {
  readonly generation: TrackingGeneration;
  /** The first id that no observation has. */
  readonly firstObservation: number;
  /** Statements after the load that let the engine's own counter of observations go on behind `rows` new ones. */
  countOn(rows: number): readonly ReturnType<typeof sql>[];
}

/** The generation found, or the newest where there is none yet. Its tables are told apart as the lens does. */
export async function trackingTarget(target: TargetInfo | null): Promise<TrackingTarget> {
  const engine = target?.engine ?? 'duckdb';
  const exists = target?.tables.has('observations') ?? false;
  const countOn = (rows: number) => countingOn(engine, rows);
  if (target === null || !exists) return { generation: 'E', firstObservation: 1, countOn };
  const [last] = await target.ask(sql`select max(observation_id) from observations`);
  return {
    generation: await generationOf(target),
    firstObservation: Number(last?.[0] ?? 0) + 1,
    countOn,
  };
}

async function generationOf({ tables, ask }: TargetInfo): Promise<TrackingGeneration> {
  if (tables.has('property_categories')) {
    const [env] = await ask(sql`select 1 from agent_types where type_id = 'env'`);
    return env === undefined ? 'A' : 'B';
  }
  if (tables.has('property_category_mapping')) return 'C';
  const [rollouts] = await ask(sql`select 1 from categories where category_id = 'boids_2d_rollout'`);
  return rollouts === undefined ? 'D' : 'E';
}

/** DuckDB's sequences only move by being asked; SQLite has none. */
function countingOn(engine: TargetInfo['engine'], rows: number) {
  switch (engine) {
    case 'duckdb':
      return [sql`select count(nextval('obs_id_seq')) from range(cast(${rows} as bigint))`];
    case 'postgres':
      return [
        sql`select setval(pg_get_serial_sequence('observations', 'observation_id'), (select max(observation_id) from observations))`,
      ];
    default:
      return [];
  }
}

/**
 * The session with ids that no other session's episodes have: the project's own ids name the file, not the session, so a
 * second run over files of the same name would meet them.
 */
export async function ownIds(target: TargetInfo | null, session: TrackingSession): Promise<TrackingSession> {
  if (target === null || !target.tables.has('episodes') || session.episodes.length === 0) return session;
  const ids = join(session.episodes.map(({ id }) => sql`${id}`));
  const [taken] = await target.ask(
    sql`select 1 from episodes where episode_id in (${ids}) and session_id <> ${session.id} limit 1`,
  );
  return taken === undefined ? session : withSessionInIds(session);
}

export function withSessionInIds(session: TrackingSession): TrackingSession {
  return { ...session, episodes: session.episodes.map((each) => ({ ...each, id: `${each.id}-${session.id}` })) };
}
