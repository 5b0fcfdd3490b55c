import pg from 'pg';
import { inject } from 'vitest';
import { askDesk } from './desk.ts';
import type { PostgresServer } from './postgres-server.ts';

/** The Postgres server of this test run; starts it when no test has asked before. */
export function postgresServer(): Promise<PostgresServer> {
  asked ??= askDesk<PostgresServer>(inject('postgresServer'));
  return asked;
}

let asked: Promise<PostgresServer> | undefined;

/** Runs statements one after the other as the superuser, with write access. */
export async function executeInPostgres(database: string, statements: readonly string[]): Promise<void> {
  const { host, port, user, password } = await postgresServer();
  const client = new pg.Client({ host, port, user, password, database });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
