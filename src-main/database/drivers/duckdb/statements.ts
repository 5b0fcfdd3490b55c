import {
  BIGINT,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBType,
  HUGEINT,
  StatementType,
} from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import { type Rendered, render } from '../../sql/dialect.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { Sql, SqlValue } from '../../sql/sql.ts';

/** A statement as text and parameters. */
export function rendered(query: Sql): Rendered {
  return render(query, duckdbDialect);
}

/** Prepares and binds the one reading statement a query has to be. The caller destroys it. */
export async function prepare(
  connection: DuckDBConnection,
  { text, values }: Rendered,
): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(text);
  if (statements.count > 1)
    throw new Failure('SQL_FAILED', 'Run one statement at a time: remove what follows the first semicolon.', {
      sql: text,
    });
  const statement = await statements.prepare(0);
  if (!reading.has(statement.statementType)) {
    statement.destroySync();
    throw new Failure('READ_ONLY', 'Starling opens databases read-only; this statement would change something.', {
      sql: text,
    });
  }
  values.forEach((value, index) => {
    bind(statement, index + 1, value);
  });
  return statement;
}

const reading: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN]);

function bind(statement: DuckDBPreparedStatement, position: number, value: SqlValue): void {
  statement.bindValue(position, value, typeof value === 'bigint' ? integerType(value) : undefined);
}

/** The narrowest type, because a comparison with a HUGEINT would not use what the engine knows of a BIGINT column. */
function integerType(value: bigint): DuckDBType {
  return BigInt.asIntN(64, value) === value ? BIGINT : HUGEINT;
}
