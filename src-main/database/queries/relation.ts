import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { Sql } from '../sql/sql.ts';

/**
 * Something rows can be paged from: a table as it is, a lens's list of sessions, the observations of one episode. Every
 * list of the application is a relation, so filters, search, sorting and paging are written once.
 */
export interface Relation {
  /** What follows `from`, joins included. */
  readonly from: Sql;
  /** Always applied, before the person's own filters. */
  readonly where: readonly Sql[];
  readonly columns: readonly RelationColumn[];
  /** Expressions that together identify a row and break ties of a sort; `null` where nothing does (most views). */
  readonly key: readonly Sql[] | null;
  /** The order without a sort of the person's; ends with the key by itself. */
  readonly order: readonly { readonly by: Sql; readonly descending: boolean }[];
}

export interface RelationColumn {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly kind: ColumnKind;
  readonly unit: string | null;
  readonly value: Sql;
  /** What to sort by instead of the value (natural order of labels). */
  readonly sortBy?: Sql | undefined;
}
