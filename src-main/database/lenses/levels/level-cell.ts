import type { Cell } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { cellOfRow } from '../../queries/cell.ts';
import type { Relation } from '../../queries/relation.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { idIs } from '../binding/ids.ts';
import { sessionsRelation } from './levels.ts';

/** The whole value of a column of one session or episode. Throws NOT_FOUND where there is none of that id. */
export async function levelCell(
  { connection, dialect }: BoundLens,
  level: BoundLevel | null,
  relationOf: (level: BoundLevel) => Relation,
  { id, column }: { readonly id: string; readonly column: string },
  options: QueryOptions,
): Promise<Cell> {
  if (level === null) throw new Failure('NOT_FOUND', 'This database has no such level');
  return cellOfRow(connection, relationOf(level), idIs(level.id, id, dialect), column, options);
}

/** For sessions that are found among the rows: they have no table to join for every episode, but one can be asked for. */
export async function labelOfSession(lens: BoundLens, id: string, options: QueryOptions): Promise<Cell> {
  if (lens.session === null) return id;
  return levelCell(lens, lens.session, (level) => sessionsRelation(lens, level), { id, column: 'label' }, options);
}
