import type { Cell } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { cellOfRow } from '../../queries/cell.ts';
import type { Relation } from '../../queries/relation.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { idIs } from '../binding/ids.ts';

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
