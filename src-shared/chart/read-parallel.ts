import { summarise } from '../compare/compare.ts';
import { type Asker, isCutJson, type Level, type Where } from '../compare/items.ts';
import { readLines } from '../compare/values.ts';
import { cellToText } from '../model/cell-text.ts';
import type { PageRequest } from '../model/filter.ts';
import type { Page } from '../model/page.ts';
import { type Outcome, type Parallel, parallelOf } from './parallel.ts';

export interface ParallelRequest {
  readonly level: Level;
  readonly ids: readonly string[];
  /** Ids of those that are outcomes. */
  readonly measures: readonly string[];
}

/** As many as charts draw lines of. */
const MOST = 500;

/**
 * Sessions or episodes as the lists have them, with what their rows come to and what measures are of each; without `ids`,
 * the first of all.
 */
export async function readParallel(
  asker: Pick<Asker, 'sessions' | 'episodes' | 'series'>,
  where: Where,
  { level, ids, measures }: ParallelRequest,
): Promise<Parallel> {
  const { database, options } = where;
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
  const rollUps = await list.rollUps({ database, ids: found }, options);
  const outcomes: Outcome[] = [];
  const sessions = level === 'session' ? found : sessionsOf(page);
  for (const measure of found.length === 0 ? [] : measures)
    outcomes.push(await outcomeOf(asker, where, measure, level, sessions));
  return parallelOf({ ...page, rows }, rollUps, outcomes);
}

/** Ids of the sessions of a page of episodes; none where there are none, which is all there is. */
function sessionsOf({ columns, rows }: Page): readonly string[] {
  const at = columns.findIndex(({ name }) => name === 'session');
  return at < 0 ? [] : [...new Set(rows.flatMap((row) => (row[at] == null ? [] : [cellToText(row[at])])))];
}

/** What a measure is of each: of an episode what it comes to there, of a session the mean of that over its episodes. */
async function outcomeOf(
  asker: Pick<Asker, 'series'>,
  where: Where,
  id: string,
  level: Level,
  sessions: readonly string[],
): Promise<Outcome> {
  const { measure, lines } = await readLines(asker, where, id, { sessions });
  const { title, unit } = measure;
  if (level === 'episode') {
    const values = lines.flatMap((line) => line.episodes.map((episode, at) => [episode, line.values[at]!] as const));
    return { id, title, unit, values: new Map(values) };
  }
  const means = lines.flatMap(({ session, values }) =>
    session === null || values.length === 0 ? [] : [[session, summarise(values, { of: 'mean', last: 1 })] as const],
  );
  return { id, title: `${title}, mean`, unit, values: new Map(means) };
}
