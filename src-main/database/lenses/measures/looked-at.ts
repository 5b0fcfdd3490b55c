import { cellNumber } from '#shared/model/cell.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { orderBy } from '../../queries/order.ts';
import type { OrderTerm } from '../../queries/relation.ts';
import { tableRelation } from '../../queries/table-relation.ts';
import { all, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { type Place, tableAs } from '../binding/compile.ts';
import { idIn, idIs, idText } from '../binding/ids.ts';
import { isDerived } from '../derived/derived-table.ts';
import { naturalOrder } from '../levels/levels.ts';
import type { Episodes } from './units.ts';

/** Rows looked at from either end of a table, or of what was asked for. */
const ROWS = 300;
/** Rows of each episode where several are looked into, and how many episodes that are. */
const ROWS_OF_ONE = 60;
const EPISODES = 8;
/** Blocks that are taken for the end of a table without a key. */
const BLOCKS = 20;

/** A text from some rows of a level: of the first and the last there are, as an index or the engine's own order finds them. */
export async function lookAt(
  lens: BoundLens,
  level: 'step' | 'episode',
  text: Sql,
  about: Episodes,
  options: QueryOptions,
): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const query of await queries(lens, level, text, about, options)) {
    const { rows } = await lens.connection.rows(query, options);
    for (const [value] of rows) if (typeof value === 'string') texts.push(value);
  }
  return texts;
}

async function queries(
  lens: BoundLens,
  level: 'step' | 'episode',
  text: Sql,
  about: Episodes,
  options: QueryOptions,
): Promise<readonly Sql[]> {
  const { episode, steps } = lens;
  const place = (level === 'step' ? steps : episode)?.place;
  if (place === undefined || episode === null) return [];
  if (about.episodes.length === 0 && about.sessions.length === 0) return wholeTable(lens, place, text, options);
  if (level === 'episode') return someOf(lens, episode, text, about);
  const ids =
    about.episodes.length > 0 ? about.episodes : await someIds(lens, episode, about.sessions, EPISODES / 2, options);
  const some = ids.length <= EPISODES ? ids : [...ids.slice(0, EPISODES / 2), ...ids.slice(-EPISODES / 2)];
  return steps === null ? [] : some.flatMap((id) => stepsOf(lens, steps, text, id, some.length === 1));
}

async function wholeTable(
  { connection, dialect }: BoundLens,
  { table, alias }: Place,
  text: Sql,
  options: QueryOptions,
): Promise<readonly Sql[]> {
  const some = sql`select ${text} from ${tableAs(table, alias)}`;
  const limit = sql`limit ${raw(String(ROWS))}`;
  const { key, blocks } = isDerived(table) ? { key: null } : tableRelation(connection, table);
  if (key === null) return [sql`${some} ${limit}`];
  if (blocks !== undefined) {
    const { rows } = await connection.rows(sql`select ${blocks.count}`, options);
    const last = (cellNumber(rows[0]?.[0] ?? null) ?? 0) - BLOCKS;
    return [
      sql`${some} ${limit}`,
      ...(last > 0 ? [sql`${some} where ${key[0]!} >= ${blocks.start(last)} ${limit}`] : []),
    ];
  }
  return bothEnds(
    (descending) =>
      sql`${some} ${orderBy(
        key.map((by) => ({ by, descending, nullable: false, type: null })),
        dialect,
      )} ${limit}`,
  );
}

/** The same of a session's or an episode's own rows; fewer than `ROWS` from either end are all there are. */
export async function lookAtLevel(
  lens: BoundLens,
  level: BoundLevel,
  text: Sql,
  parents: readonly string[],
  options: QueryOptions,
): Promise<{ readonly texts: readonly string[]; readonly all: boolean }> {
  const texts: string[] = [];
  let all = true;
  for (const query of someOf(lens, level, text, { sessions: parents, episodes: [] })) {
    const { rows } = await lens.connection.rows(query, options);
    for (const [value] of rows) if (typeof value === 'string') texts.push(value);
    all &&= rows.length < ROWS;
  }
  return { texts, all };
}

function someOf(
  { dialect }: BoundLens,
  episode: BoundLevel,
  text: Sql,
  { sessions, episodes }: Episodes,
): readonly Sql[] {
  const where = [
    ...(episodes.length === 0 ? [] : [idIn(episode.id, episodes, dialect)]),
    ...(sessions.length === 0 || episode.parent === null ? [] : [idIn(episode.parent, sessions, dialect)]),
  ];
  const terms = naturalOrder(episode, dialect);
  return bothEnds(
    (descending) => sql`select ${text} from ${episode.from} where ${all(where)}
      ${orderBy(
        terms.map((term) => turned(term, descending)),
        dialect,
      )} limit ${raw(String(ROWS))}`,
  );
}

function stepsOf(
  { dialect }: BoundLens,
  { episode, from, time }: BoundSteps,
  text: Sql,
  id: string,
  only: boolean,
): readonly Sql[] {
  const limit = raw(String(only ? ROWS : ROWS_OF_ONE));
  return bothEnds(
    (descending) => sql`select ${text} from ${from} where ${idIs(episode, id, dialect)}
      order by ${time.sql} ${raw(descending ? 'desc' : 'asc')} limit ${limit}`,
  );
}

/** The first and the last of a level, of some parents or (without) of all: at most so many from either end. */
export async function someIds(
  { connection, dialect }: BoundLens,
  level: BoundLevel,
  parents: readonly string[],
  most: number,
  options: QueryOptions,
): Promise<readonly string[]> {
  const where = parents.length === 0 || level.parent === null ? [] : [idIn(level.parent, parents, dialect)];
  const terms = naturalOrder(level, dialect);
  const ids = new Set<string>();
  for (const query of bothEnds(
    (descending) => sql`select ${idText(level.id, dialect)} from ${level.from} where ${all(where)}
      ${orderBy(
        terms.map((term) => turned(term, descending)),
        dialect,
      )} limit ${raw(String(most))}`,
  )) {
    const { rows } = await connection.rows(query, options);
    for (const [id] of rows) ids.add(String(id));
  }
  return [...ids];
}

function bothEnds(query: (descending: boolean) => Sql): readonly Sql[] {
  return [query(false), query(true)];
}

function turned({ by, descending, nullable }: OrderTerm, turn: boolean) {
  return { by, descending: descending !== turn, nullable: nullable !== false, type: null };
}
