import type { ColumnInfo, TableInfo } from '#shared/model/catalogue.ts';
import { Failure } from '#shared/model/failure.ts';
import { name, sql } from '../../sql/sql.ts';
import type { Connection, QueryOptions } from '../driver.ts';
import { refuseSettings } from './statements.ts';

/** Milliseconds after which views are taken at their word. */
const patience = 1500;

/**
 * What views are really like: the engine remembers the columns a view had when it was made, and says that it has become
 * unreadable only when it is used. `definitions` are by `schema.name`.
 */
export async function checkViews(
  connection: Pick<Connection, 'rows'>,
  tables: readonly TableInfo[],
  definitions: ReadonlyMap<string, string>,
  options: QueryOptions,
): Promise<readonly TableInfo[]> {
  const started = performance.now();
  const checked: TableInfo[] = [];
  for (const table of tables) {
    const ask = table.kind === 'view' && performance.now() - started < patience;
    const definition = definitions.get(`${table.schema}.${table.name}`) ?? '';
    checked.push(ask ? await checkView(connection, table, definition, options) : table);
  }
  return checked;
}

async function checkView(
  connection: Pick<Connection, 'rows'>,
  view: TableInfo,
  definition: string,
  options: QueryOptions,
): Promise<TableInfo> {
  try {
    refuseSettings(definition);
    const answer = await connection.rows(sql`select * from ${name(view.schema, view.name)} limit 0`, options);
    const remembered = new Map(view.columns.map((column) => [column.name, column]));
    const columns = answer.columns.map(
      ({ name: column, type, kind }): ColumnInfo => ({ ...blank, ...remembered.get(column), name: column, type, kind }),
    );
    return { ...view, columns };
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code === 'CANCELLED' || thrown.code === 'INTERNAL') throw thrown;
    return { ...view, problem: thrown.message };
  }
}

const blank = { nullable: true, default: null, comment: null, generated: false };
