import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { Rendered } from '../../sql/dialect.ts';
import { prepare } from './statements.ts';

/**
 * The binding ends a streamed answer that failed half-way as if it were whole, but the transaction around it was aborted.
 * Throws what went wrong: that only shows when the statement is run again, this time without keeping its answer.
 */
export async function assertWhole(connection: DuckDBConnection, statement: Rendered): Promise<void> {
  try {
    await connection.run('select 1');
    return;
  } catch (aborted) {
    await connection.run('rollback');
    await connection.run('begin');
    await runFor(connection, statement, aborted);
  }
}

/** EXPLAIN ANALYZE runs a statement and keeps nothing of it; what it does not take (DESCRIBE) has a short answer. */
async function runFor(connection: DuckDBConnection, { text, values }: Rendered, aborted: unknown): Promise<never> {
  const explained = await prepare(connection, { text: `explain analyze ${text}`, values }).catch(() => null);
  const statement = explained ?? (await prepare(connection, { text, values }));
  try {
    await statement.run();
  } finally {
    statement.destroySync();
  }
  throw new Failure('SQL_FAILED', 'The answer broke off half-way: ask again', { sql: text, cause: aborted });
}
