import pg from 'pg';
import { fillTracking } from '#main/database/testing/fill-tracking.ts';
import type { PostgresServer } from '#main/database/testing/postgres-server.ts';
import { profileSchema } from '#shared/model/profile.ts';

/** A new database on the server, with the rows of {@link trackingFile}. */
export async function trackingDatabase(server: PostgresServer, database: string): Promise<void> {
  const { host, port, user, password } = server;
  const client = new pg.Client({ host, port, user, password, database: 'postgres' });
  await client.connect();
  await client.query(`create database "${database}"`);
  await client.end();
  const profile = profileSchema.parse({ id: 'e2e', name: 'e2e', host, port, user, database });
  await fillTracking({ kind: 'postgres', profile, password }, { sessions: 2, episodes: 3, agents: 8, frames: 200 }, 7);
}
