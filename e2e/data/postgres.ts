import pg from 'pg';
import { acousticDatabase } from '#main/database/lenses/testing/acoustic-data.ts';
import { fillTracking } from '#main/database/testing/fill-tracking.ts';
import type { PostgresServer } from '#main/database/testing/postgres-server.ts';
import { profileSchema } from '#shared/model/profile.ts';

/** A new database on the server, with the rows of {@link trackingFile}. */
export async function trackingDatabase(server: PostgresServer, database: string): Promise<void> {
  const { host, port, user, password } = server;
  await run(server, 'postgres', [`create database "${database}"`]);
  const profile = profileSchema.parse({ id: 'e2e', name: 'e2e', host, port, user, database });
  await fillTracking({ kind: 'postgres', profile, password }, { sessions: 2, episodes: 3, agents: 8, frames: 200 }, 7);
}

/**
 * A new database on the server with a few knee recordings, superseded ones among them, and so many further participants
 * without any.
 */
export async function kneeDatabase(server: PostgresServer, database: string, further = 0): Promise<void> {
  await run(server, 'postgres', [`create database "${database}"`]);
  await run(server, database, [
    ...acousticDatabase('head', 'postgres'),
    `insert into studies (id, participant_id, study_name, study_participant_id, created_at)
      select n, 1, 'AOA', n, now() from generate_series(2001, ${2000 + further}) n`,
  ]);
}

async function run(server: PostgresServer, database: string, statements: readonly string[]): Promise<void> {
  const { host, port, user, password } = server;
  const client = new pg.Client({ host, port, user, password, database });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
