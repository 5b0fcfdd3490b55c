import { DuckDBInstance } from '@duckdb/node-api';
import { trackingSchema } from '#main/database/care/schemas/tracking.ts';

/** How far every predicted position lies beside the actual one: a right triangle of 3 and 4. */
export const predictedApart = 5;

/**
 * A rollout of six agents on circles: what happened over 100 frames (20 … 29 missing), and its prediction over 80, moved by
 * (3, 4), with food that does not move.
 */
export async function rolloutFile(path: string): Promise<string> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of trackingSchema('E', 'duckdb')) await connection.run(statement);
  const run = (statement: string) => connection.run(statement);
  await run(
    `insert into sessions (session_id, session_name, category_id) values ('rollout', 'flock', 'boids_2d_rollout')`,
  );
  await run(`insert into episodes (episode_id, session_id, episode_number, num_frames, num_agents, frame_rate, file_path)
    values ('rollout-0000-actual', 'rollout', 0, 100, 6, 10, 'a.pkl'),
      ('rollout-0000-predicted', 'rollout', 1, 80, 6, 10, 'a.pkl')`);
  const observe = (episode: string, frames: number, dx: number, dy: number) =>
    run(`insert into observations (observation_id, episode_id, time_index, agent_id, agent_type_id, x, y)
      select nextval('obs_id_seq'), '${episode}', t, a, 'agent',
        100 + ${dx} + 10 * a * cos(t / 20.0), 100 + ${dy} + 10 * a * sin(t / 20.0)
      from range(${frames}) r(t), range(1, 7) q(a) where t not between 20 and 29`);
  await observe('rollout-0000-actual', 100, 0, 0);
  await observe('rollout-0000-predicted', 80, 3, 4);
  await run(`insert into observations (observation_id, episode_id, time_index, agent_id, agent_type_id, x, y)
    select nextval('obs_id_seq'), 'rollout-0000-predicted', t, 7, 'food', 100, 100 from range(80) r(t)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}
