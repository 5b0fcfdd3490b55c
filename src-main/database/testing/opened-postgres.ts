import type { Profile } from '#shared/model/profile.ts';
import type { Connection, Rows } from '../drivers/driver.ts';
import { raw } from '../sql/sql.ts';
import { createTestDatabase } from './engines.ts';

/** A database of its own, opened by the driver, with what tests of the Postgres driver ask besides. */
export interface OpenedPostgres extends AsyncDisposable {
  readonly profile: Profile;
  readonly password: string;
  readonly connection: Connection;
  /** Runs the statements as the superuser, with write access. */
  execute(...statements: string[]): Promise<void>;
  ask(text: string): Promise<Rows>;
  /** How many statements the server is running in this database, apart from the one that asks. */
  running(): Promise<number>;
}

export async function openTestPostgres(): Promise<OpenedPostgres> {
  const database = await createTestDatabase('postgres');
  if (database.target.kind !== 'postgres') throw new Error('not Postgres');
  const { profile, password = '' } = database.target;
  const connection = await database.open();
  const ask = (text: string) => connection.rows(raw(text));
  return {
    ...{ profile, password, connection, ask },
    execute: (...statements) => database.execute(...statements),
    async running() {
      const answer = await ask(
        `select count(*) from pg_stat_activity
          where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`,
      );
      return Number(answer.rows[0]?.[0]);
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
