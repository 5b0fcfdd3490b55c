import type { DuckDBConnection } from '@duckdb/node-api';
import { isFatal, openFailure } from '../failures.ts';
import { literal } from '../settings.ts';
import { lerobotViews } from './lerobot.ts';
import { logViews } from './logs.ts';
import { madeView, quote } from './made-view.ts';
import { monitorViews } from './monitor.ts';

/**
 * What is known of the formats of training runs, as views over those of the files: which run a file belongs to, what its
 * first line says, items of lists by their names. Found by content; a name that a file has already is left to it. One that
 * cannot be made is a notice, since the files themselves are still there.
 */
export async function createRunViews(
  connection: DuckDBConnection,
  root: string,
  files: ReadonlyMap<string, readonly string[]>,
): Promise<{ readonly created: readonly string[]; readonly notices: readonly string[] }> {
  const made = await Promise.all([...files].map(([name, paths]) => madeView(connection, name, paths)));
  const found = [...(await monitorViews(made, root)), ...logViews(made, root), ...(await lerobotViews(made, root))];
  const created: string[] = [];
  const notices: string[] = [];
  for (const { name, query, comment } of found) {
    if (files.has(name)) continue;
    try {
      await connection.run(`create view ${quote(name)} as ${query}`);
      await connection.run(`comment on view ${quote(name)} is ${literal(comment)}`);
      created.push(name);
    } catch (thrown) {
      const failure = openFailure(thrown);
      if (isFatal(failure)) throw thrown;
      notices.push(
        `The ${comment} could not be put together, only the files are shown: ${failure.data.detail ?? failure.message}`,
      );
    }
  }
  return { created, notices };
}
