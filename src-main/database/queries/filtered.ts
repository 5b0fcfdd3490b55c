import { Failure } from '#shared/model/failure.ts';
import type { Condition } from '#shared/model/filter.ts';
import type { Connection, QueryOptions, Rows } from '../drivers/driver.ts';
import { columnNamed } from '../sql/filter.ts';
import type { Sql } from '../sql/sql.ts';
import type { Relation } from './relation.ts';

/**
 * Runs a statement with a person's filters in it. Only the engine knows whether a date exists and a pattern is well
 * formed; when it refuses a statement with such a value, the filter is named as what to mend.
 */
export async function filteredRows(
  connection: Connection,
  query: Sql,
  filter: { readonly relation: Relation; readonly conditions: readonly Condition[] | undefined },
  options: QueryOptions,
): Promise<Rows> {
  try {
    return await connection.rows(query, options);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'SQL_FAILED') throw thrown;
    const suspect = filter.conditions?.find(
      ({ op, column }) => op === 'matches' || columnNamed(filter.relation.columns, column).kind === 'time',
    );
    if (suspect === undefined) throw thrown;
    const { column, values } = suspect;
    throw new Failure(
      'BAD_INPUT',
      `The filter on “${column}” may be at fault: the database does not understand “${values.join(', ')}”. Change it or take it away.`,
      { detail: thrown.data.detail ?? thrown.message, ...(thrown.data.sql && { sql: thrown.data.sql }), cause: thrown },
    );
  }
}
