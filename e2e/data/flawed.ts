import { DuckDBInstance } from '@duckdb/node-api';
import { trackingFile } from './files.ts';

/**
 * The tracking file with flaws in one episode: one agent lacks three frames, another is somewhere else for one, and the
 * episode says that it has a frame more than it has.
 */
export async function flawedFile(path: string): Promise<string> {
  await trackingFile(path);
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const first = '(select min(episode_id) from episodes)';
  for (const statement of [
    `update episodes set num_frames = num_frames + 1 where episode_id = ${first}`,
    `update observations set x = x + 100000 where episode_id = ${first} and agent_id = 3 and agent_type_id = 'agent' and time_index = 100`,
    `delete from observations where episode_id = ${first} and agent_id = 2 and agent_type_id = 'agent' and time_index between 50 and 52`,
  ]) {
    await connection.run(statement);
  }
  connection.closeSync();
  instance.closeSync();
  return path;
}
