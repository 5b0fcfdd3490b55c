import { Failure } from '#shared/model/failure.ts';
import { name, sql } from '../../sql/sql.ts';
import type { Connection } from '../driver.ts';
import { duckdbDriver } from './driver.ts';

/** A program for tests: opens each file, reads its catalogue and the first rows of every table, and writes one line of JSON about it. */
const [scratch = '', ...paths] = process.argv.slice(2);
for (const path of paths) process.stdout.write(`${JSON.stringify({ path, ...(await browse(path)) })}\n`);

async function browse(path: string): Promise<object> {
  try {
    const connection = await duckdbDriver.open({ kind: 'file', path }, { options: {}, scratch });
    const { tables } = await connection.catalogue();
    const read = [];
    for (const table of tables) read.push({ name: table.name, ...(await firstRows(connection, table)) });
    await connection.close();
    return { tables: read };
  } catch (thrown) {
    return { failure: said(thrown) };
  }
}

async function firstRows(connection: Connection, table: { schema: string; name: string }): Promise<object> {
  try {
    const { rows } = await connection.rows(sql`select * from ${name(table.schema, table.name)} limit 100`);
    return { rows: rows.length };
  } catch (thrown) {
    return { rows: 0, failure: said(thrown) };
  }
}

function said(thrown: unknown): object {
  return thrown instanceof Failure
    ? { code: thrown.code, message: thrown.message }
    : { code: 'accident', message: String(thrown) };
}
