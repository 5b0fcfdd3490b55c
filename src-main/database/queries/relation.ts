import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { BlockOrder, ColumnType } from '../sql/dialect.ts';
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
  /**
   * Expressions that together identify a row and break ties of a sort, none of them ever NULL; `null` where nothing does
   * (most views). The type of one that is the value of a column is the column's; `keyTypes` names those of the others
   * where a value alone does not tell.
   */
  readonly key: readonly Sql[] | null;
  readonly keyTypes?: readonly (ColumnType | null)[] | undefined;
  /** The order without a sort of the person's; ends with the key by itself. */
  readonly order: readonly OrderTerm[];
  /**
   * Whether plain reading already gives the rows by ascending key, so that pages in that order need no sort: true of
   * tables whose engine keeps them in the order of their row id. Only with an empty `order`.
   */
  readonly readsByKey?: boolean | undefined;
  /**
   * Whether the rows are computed from a larger table whenever they are asked for, so that asking once for all of them is
   * quicker than letting an index find some.
   */
  readonly computed?: boolean | undefined;
  /**
   * Whether its values cost more than finding rows by their key: then the rows of a page are chosen first, by their key,
   * and no others have their values computed.
   */
  readonly costly?: boolean | undefined;
  /** Whether there are so many rows (by the engine's estimate) that it shows when a page looks at all of them. */
  readonly manyRows?: boolean | undefined;
  /** Where the key lies in blocks of the table, so that pages in its order read a stretch of blocks at a time. */
  readonly blocks?: KeyBlocks | undefined;
}

/** See `BlockOrder`; `count` is that of the relation's table. */
export interface KeyBlocks extends Pick<BlockOrder, 'start' | 'blockOf'> {
  readonly count: Sql;
}

export interface OrderTerm {
  readonly by: Sql;
  readonly descending: boolean;
  /** `false` where it is never NULL, which spares the second look for NULLs. */
  readonly nullable?: boolean | undefined;
  /** Absent where it is the value of a column or of the key, which tell it, and where nobody knows. */
  readonly type?: ColumnType | undefined;
}

export interface RelationColumn {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly kind: ColumnKind;
  readonly unit: string | null;
  readonly leadsTo?: 'session' | 'episode' | undefined;
  readonly value: Sql;
  /** What to sort by instead of the value (natural order of labels). */
  readonly sortBy?: Sql | undefined;
  /** `false` where it is never NULL; sorting by it is then faster. */
  readonly nullable?: boolean | undefined;
}
