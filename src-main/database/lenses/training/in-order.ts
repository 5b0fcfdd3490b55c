import { Failure } from '#shared/model/failure.ts';
import { orderBy } from '../../queries/order.ts';
import { join, name, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { idIs } from '../binding/ids.ts';
import { naturalOrder } from '../levels/levels.ts';

/** The episodes of one session: `k0`… their ids and `place`, which counts them from 0 in natural order. */
export function episodesInOrder(
  lens: BoundLens,
  session: string,
): { readonly episode: BoundLevel; readonly rows: Sql; readonly title: string } {
  const { episode, of, order, title } = ofSession(lens, session);
  const ids = episode.id.map((part, at) => sql`${part.sql} as ${name(`k${at}`)}`);
  return {
    episode,
    title,
    rows: sql`select ${join(ids)}, row_number() over (${order}) - 1 as place from ${episode.from} where ${of}`,
  };
}

export function ofSession(
  lens: BoundLens,
  session: string,
): { readonly episode: BoundLevel; readonly of: Sql; readonly order: Sql; readonly title: string } {
  const { episode, dialect } = lens;
  if (episode?.parent == null) throw new Failure('NOT_FOUND', 'This database has no sessions with episodes');
  const terms = [...naturalOrder(episode, dialect), ...episode.id.map((part) => ({ by: part.sql, descending: false }))];
  const [one] = episode.level.word;
  return {
    episode,
    of: idIs(episode.parent, session, dialect),
    order: orderBy(
      terms.map(({ by, descending }) => ({ by, descending, nullable: true, type: null })),
      dialect,
    ),
    title: `${one.charAt(0).toUpperCase()}${one.slice(1)} in order`,
  };
}
