import { isDeepStrictEqual } from 'node:util';
import { cellNumber } from '#shared/model/cell.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { digits } from '../../sql/dialect.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf } from '../binding/compile.ts';
import { idIn, sameId } from '../binding/ids.ts';

/** The session's id as the steps themselves tell it: where it is part of the episode's, or episodes are found among the steps. */
export function sessionOfSteps({ level, place }: BoundLevel, steps: BoundSteps): readonly Compiled[] | null {
  const parts = level.parent?.map((each) => steps.episode[level.id.findIndex((part) => isDeepStrictEqual(part, each))]);
  if (parts !== undefined && !parts.includes(undefined)) return parts as readonly Compiled[];
  if (!level.distinct || place.table !== steps.place.table) return null;
  const parent = level.parent?.map((each) => compile(each, steps.place)) ?? null;
  return parent === null || parent.includes(null) ? null : (parent as readonly Compiled[]);
}

/** The condition that a step belongs to one of some sessions; none for no ids, which mean all. */
export function inSessions(
  { dialect }: BoundLens,
  episode: BoundLevel,
  steps: BoundSteps,
  ids: readonly string[],
): readonly Sql[] {
  const { parent } = episode;
  if (ids.length === 0 || parent === null) return [];
  const own = sessionOfSteps(episode, steps);
  if (own !== null) return [idIn(own, ids, dialect)];
  const [key] = steps.episode;
  const [id] = episode.id;
  const chosen = idIn(parent, ids, dialect);
  if (steps.episode.length === 1 && key !== undefined && id !== undefined) {
    return [sql`${key.sql} in (select ${id.sql} from ${episode.from} where ${chosen})`];
  }
  return [sql`exists (select 1 from ${episode.from} where ${all([sameId(episode.id, steps.episode), chosen])})`];
}

/** For {@link inSessions}: none of some sessions where there are no more, since to ask steps whose they are takes longer than the rest. */
export async function sessionsToAsk(
  { connection, session }: BoundLens,
  ids: readonly string[],
  options: QueryOptions,
): Promise<readonly string[]> {
  if (ids.length === 0 || session === null || session.level.distinct) return ids;
  const some = sql`select 1 from ${session.from} limit ${digits(ids.length + 1)}`;
  const { rows } = await connection.rows(sql`select count(*) from (${some}) s`, options);
  return (cellNumber(rows[0]?.[0] ?? null) ?? Infinity) <= ids.length ? [] : ids;
}

/** Frames per second of an episode, over the episode's table; never 0. */
export function frameRate(episode: BoundLevel, { steps }: BoundSteps): Sql | null {
  if (steps.frameRate === undefined || episode.level.distinct) return null;
  const rate = compile(steps.frameRate, episode.place);
  return rate === null ? null : sql`nullif(${doubleOf(rate, episode.place.dialect)}, 0)`;
}

/** Parts of ids under names that a surrounding query can use. */
export function selectParts(parts: readonly Compiled[], prefix: string): Sql {
  return join(parts.map((part, at) => sql`${part.sql} as ${raw(`${prefix}${at}`)}`));
}
