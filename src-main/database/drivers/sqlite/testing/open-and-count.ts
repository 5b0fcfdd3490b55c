import { asFailure } from '#shared/model/failure.ts';
import { raw } from '../../../sql/sql.ts';
import { sqliteDriver } from '../driver.ts';

/** For tests that need another user: opens a database and prints how many rows its table `runs` has, or the failure. */
const [path = '', scratch = ''] = process.argv.slice(2);

async function count(): Promise<object> {
  const connection = await sqliteDriver.open({ kind: 'file', path }, { options: {}, scratch });
  const { rows } = await connection.rows(raw('select count(*) from runs'));
  const copied = connection.info.snapshotTaken !== null;
  await connection.close();
  return { rows, copied };
}

const result = await count().catch((error: unknown) => asFailure(error).data);
process.stdout.write(JSON.stringify(result));
