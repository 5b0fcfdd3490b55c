import { asFailure } from '#shared/model/failure.ts';
import { name, sql } from '../../../sql/sql.ts';
import type { Connection } from '../../driver.ts';
import { sqliteDriver } from '../driver.ts';

/**
 * For tests with damaged files, which may end a process: opens each file named on the command line (the first argument is
 * a scratch folder), reads the first rows of every table, and prints a line of JSON for each.
 */
const [scratch = '', ...paths] = process.argv.slice(2);

async function readTables(connection: Connection): Promise<object> {
  const { tables } = await connection.catalogue();
  const read: Record<string, unknown> = {};
  for (const table of tables) {
    if (table.problem !== null) read[table.name] = table.problem;
    else {
      const rows = connection.rows(sql`select * from ${name(table.name)} limit 50`);
      read[table.name] = await rows.then(
        (answer) => answer.rows.length,
        (error: unknown) => asFailure(error).data,
      );
    }
  }
  return read;
}

for (const path of paths) {
  const result = await sqliteDriver.open({ kind: 'file', path }, { options: {}, scratch }).then(
    async (connection) => {
      const tables = await readTables(connection).catch((error: unknown) => asFailure(error).data);
      const { notices } = connection.info;
      await connection.close();
      return { path, notices, tables };
    },
    (error: unknown) => ({ path, failure: asFailure(error).data }),
  );
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
