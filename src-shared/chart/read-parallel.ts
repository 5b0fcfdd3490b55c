import { type Asker, isCutJson, type Where } from '../compare/items.ts';
import { cellToText } from '../model/cell-text.ts';
import type { PageRequest } from '../model/filter.ts';
import { type Parallel, parallelOf } from './parallel.ts';

/** As many as can be told apart. */
const MOST = 200;

/** Sessions or episodes as the lists have them, with what their rows come to; without `ids`, the first of all. */
export async function readParallel(
  asker: Pick<Asker, 'sessions' | 'episodes'>,
  { database, options }: Where,
  level: 'session' | 'episode',
  ids: readonly string[],
): Promise<Parallel> {
  const conditions = ids.length === 0 ? [] : [{ column: 'id', op: 'in' as const, values: [...ids] }];
  const request: PageRequest = { conditions, search: '', sort: [], limit: MOST };
  const list = level === 'session' ? asker.sessions : asker.episodes;
  const page = await list.page({ database, request }, options);
  const at = page.columns.findIndex(({ name }) => name === 'id');
  const found = page.rows.map((row) => cellToText(row[at] ?? null));
  // Parameters are in the whole of a configuration, of which a page may hold but the beginning.
  const rows = await Promise.all(
    page.rows.map((row, of) =>
      Promise.all(
        row.map((cell, column) => {
          const name = page.columns[column]?.name;
          const id = found[of];
          if (name === undefined || id === undefined || !isCutJson(cell)) return cell;
          return list.cell({ database, id, column: name }, options);
        }),
      ),
    ),
  );
  return parallelOf({ ...page, rows }, await list.rollUps({ database, ids: found }, options));
}
