import type { Group } from '#shared/compare/groups.ts';
import type { Level } from '#shared/compare/items.ts';
import type { Place } from '../../client/place.ts';

/** The page of a session or an episode. */
export function placeOfItem(level: Level, database: string, id: string): Place {
  return level === 'session' ? { at: 'session', database, session: id } : { at: 'episode', database, episode: id };
}

/** The page of a group: of the one in it, or of the session that all of it are of. */
export function placeOfGroup(group: Group | undefined, level: Level, database: string): Place | undefined {
  const [first, ...others] = group?.items ?? [];
  if (first === undefined) return undefined;
  if (others.length === 0) return placeOfItem(level, database, first.id);
  const { session } = first;
  if (session === null || others.some((other) => other.session !== session)) return undefined;
  return { at: 'session', database, session };
}
