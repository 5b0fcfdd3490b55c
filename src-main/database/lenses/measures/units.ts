import type { Unit } from '#shared/model/lens.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { all, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { compile, textOf } from '../binding/compile.ts';
import { idIn } from '../binding/ids.ts';
import type { Scope } from '../lens-session.ts';

/** Which episodes a question is about; none named means all. */
export interface Episodes {
  readonly sessions: readonly string[];
  readonly episodes: readonly string[];
}

export function episodesOf({ session, episode }: Scope): Episodes {
  return { sessions: session === undefined ? [] : [session], episodes: episode === undefined ? [] : [episode] };
}

/** A unit as text: the one that all these episodes agree on, or `null`. */
export async function unitOf(
  lens: BoundLens,
  unit: Unit | undefined,
  about: Episodes,
  options: QueryOptions,
): Promise<string | null> {
  if (unit === undefined || typeof unit === 'string') return unit ?? null;
  const { episode, connection, dialect } = lens;
  const found = episode === null || episode.level.distinct ? null : compile(unit.by, episode.place);
  if (episode === null || found === null) return null;
  const where = [
    ...(about.episodes.length === 0 ? [] : [idIn(episode.id, about.episodes, dialect)]),
    ...(about.sessions.length === 0 || episode.parent === null ? [] : [idIn(episode.parent, about.sessions, dialect)]),
  ];
  const distinct = sql`select distinct ${textOf(found, dialect)} from ${episode.from} where ${all(where)} limit 2`;
  const { rows } = await connection.rows(distinct, options);
  const [only] = rows.length === 1 ? rows[0]! : [];
  return typeof only === 'string' ? only : null;
}
