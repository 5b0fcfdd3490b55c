import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { cell } from '../../queries/cell.ts';
import { count } from '../../queries/count.ts';
import { page } from '../../queries/page.ts';
import type { Relation } from '../../queries/relation.ts';
import type { BoundLens } from '../binding/bind.ts';
import type { LensSession } from '../lens-session.ts';
import { recordsRelation } from './records-relation.ts';

type Answers = Pick<LensSession, 'recordsPage' | 'recordsCount' | 'recordsCell'>;

/** What a lens session answers about its record tables. */
export function recordsAnswers(lens: BoundLens): Answers {
  const { connection } = lens;
  const relationOf = (table: string, of: string | undefined): Relation => {
    const bound = lens.records.find(({ records }) => records.id === table);
    if (bound !== undefined) return recordsRelation(lens, bound, of);
    const known = lens.records.map(({ records }) => records.id).join(', ');
    const those = known === '' ? 'it has none' : `there are ${known}`;
    throw new Failure('NOT_FOUND', `This database has no records named “${table}”: ${those}`);
  };
  return {
    recordsPage: async (table, of, request, options: QueryOptions = {}) =>
      page(connection, relationOf(table, of), request, options),
    recordsCount: async (table, of, request, options: QueryOptions = {}) =>
      count(connection, relationOf(table, of), request, options),
    recordsCell: async (table, of, which, options: QueryOptions = {}) =>
      cell(connection, relationOf(table, of), which, options),
  };
}
