import { hasKeyWithin } from '#shared/model/catalogue.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { idText, sameKey } from '../binding/ids.ts';
import { isDerived } from '../derived/derived-table.ts';
import type { Surprise } from './surprise.ts';

/** What may surprise in any experiment whose sessions and episodes have tables of their own. */
export function genericSurprises(lens: BoundLens): readonly Surprise[] {
  return [sessionsWithoutEpisodes(lens), ...repeated(lens, lens.session), ...repeated(lens, lens.episode)];
}

function sessionsWithoutEpisodes({ session, episode, dialect }: BoundLens): Surprise {
  const parent = episode?.parent ?? null;
  return {
    id: 'sessions-without-episodes',
    statement: () => {
      if (session === null || episode === null || parent === null) return null;
      if (!isCheap(session) || !isCheap(episode)) return null;
      const none = sql`not exists (select 1 from ${episode.from} where ${sameKey(parent, session.id, dialect)})`;
      const id = idText(session.id, dialect);
      return sql`select count(*), min(${id}) from ${session.from} where ${none}`;
    },
    sentence: ([count = null, first = null]) => {
      if (session === null || episode === null) return null;
      const found = cellNumber(count) ?? 0;
      const [words, episodes] = [session.level.word, episode.level.word[1]];
      if (found === 0) return null;
      return found === 1
        ? `The ${words[0]} ${String(first)} has no ${episodes}`
        : `${found} ${words[1]} have no ${episodes}, ${String(first)} among them`;
    },
  };
}

/** Ids that no key of the table keeps from being there twice. */
function repeated({ dialect }: BoundLens, level: BoundLevel | null): readonly Surprise[] {
  if (level === null || !isCheap(level) || isKeyed(level)) return [];
  const { word } = level.level;
  const statement = (): Sql => {
    const id = idText(level.id, dialect);
    const groups = sql`select ${id} as id from ${level.from} where ${known(level)} group by 1 having count(*) > 1`;
    return sql`select count(*), min(id) from (${groups}) as twice`;
  };
  return [
    {
      id: `${word[1].replaceAll(/\W+/g, '-')}-twice`,
      statement,
      sentence: ([count = null, first = null]) => {
        const found = cellNumber(count) ?? 0;
        if (found === 0) return null;
        return found === 1
          ? `The id of one of the ${word[1]} is there more than once: ${String(first)}`
          : `${found} ids of ${word[1]} are there more than once, ${String(first)} among them`;
      },
    },
  ];
}

function known({ id }: BoundLevel): Sql {
  const parts = id.length === 1 ? id.map((part) => sql`${part.sql} is not null`) : [];
  return parts.length === 0 ? raw('1=1') : all([join(parts)]);
}

/** Whether a level is a table of its own, rather than found among the steps or made of other tables. */
function isCheap({ level, place }: BoundLevel): boolean {
  return !level.distinct && !isDerived(place.table);
}

function isKeyed({ id, place }: BoundLevel): boolean {
  const names = id.map(({ column }) => column?.name);
  return hasKeyWithin(place.table, names);
}
