import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBType,
  HUGEINT,
  StatementType,
} from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { Rendered } from '../../sql/dialect.ts';
import type { SqlValue } from '../../sql/sql.ts';
import { bareText } from './bare-text.ts';

/** Prepares and binds the one reading statement that a query has to be. The caller destroys it. */
export async function prepare(
  connection: DuckDBConnection,
  { text, values }: Rendered,
): Promise<DuckDBPreparedStatement> {
  refuseSettings(text);
  const statement = await single(connection, text);
  if (statement.statementType === StatementType.EXPLAIN) await refuseExplainedWrite(connection, text);
  else if (statement.statementType !== StatementType.SELECT) {
    statement.destroySync();
    throw new Failure('READ_ONLY', readOnly, { sql: text });
  }
  values.forEach((value, index) => {
    statement.bindValue(index + 1, value, typeOf(value));
  });
  return statement;
}

export const readOnly =
  'Starling opens databases read-only: run a statement that reads, such as SELECT, DESCRIBE or EXPLAIN.';

/** The binding reports text without a statement as an error of its own, so that is looked at first. */
async function single(connection: DuckDBConnection, text: string): Promise<DuckDBPreparedStatement> {
  if (bareText(text).replaceAll(';', '').trim() === '') {
    throw new Failure('SQL_FAILED', 'There is no statement to run. Write one first.', { sql: text });
  }
  const statements = await connection.extractStatements(text);
  if (statements.count === 1) return statements.prepare(0);
  if (statements.count === 2 && isOnePivot(text)) {
    const columns = await statements.prepare(0);
    if (columns.statementType === StatementType.CREATE) await columns.run();
    columns.destroySync();
    return statements.prepare(1);
  }
  throw new Failure('SQL_FAILED', 'Run one statement at a time: remove what follows the first semicolon.', {
    sql: text,
  });
}

/** A PIVOT that finds its columns by itself: the engine makes two statements of it, the first a temporary ENUM of them. */
function isOnePivot(text: string): boolean {
  const words = bareText(text).replace(/"(?:[^"]|"")*"/g, '""');
  return /\bpivot/i.test(words) && !words.replace(/[;\s]+$/, '').includes(';');
}

/**
 * Functions that a SELECT may call although they change the engine's settings (and then write logs beside the data, or
 * break every later statement), and those that run other text as a statement.
 */
const settingsFunction =
  /\b((enable|disable)_\w+|truncate_duckdb_logs|(force_)?checkpoint|json_execute_serialized_sql|query)"?\s*\(/i;

export function refuseSettings(text: string): void {
  if (!settingsFunction.test(bareText(text))) return;
  throw new Failure('NOT_ALLOWED', 'Statements here cannot change settings of the engine or run other statements.', {
    sql: text,
  });
}

/** `explain`, `analyze` and options, with comments before and between them. */
const explainWords = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|explain\b|analyze\b|\([\w\s,]*\))+/i;

/** EXPLAIN ANALYZE runs what it explains, so that has to be a reading statement itself. */
async function refuseExplainedWrite(connection: DuckDBConnection, text: string): Promise<void> {
  const explained = text.replace(explainWords, '');
  const inner = await single(connection, explained);
  const type = inner.statementType;
  inner.destroySync();
  if (type !== StatementType.SELECT) throw new Failure('READ_ONLY', readOnly, { sql: text });
}

/** The binding takes a large whole double for an integer, and then finds it too large. */
function typeOf(value: SqlValue): DuckDBType | undefined {
  if (typeof value === 'bigint') return integerType(value);
  return typeof value === 'number' && !Number.isSafeInteger(value) ? DOUBLE : undefined;
}

/** The narrowest type, because a comparison with a HUGEINT would not use what the engine knows of a BIGINT column. */
function integerType(value: bigint): DuckDBType {
  return BigInt.asIntN(64, value) === value ? BIGINT : HUGEINT;
}
