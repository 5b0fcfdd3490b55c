import type { Cell } from '#shared/model/cell.ts';
import type { Sql } from '../../sql/sql.ts';
import type { LensContext } from '../lens-context.ts';

/** Something about the rows of a schema that a person should see and would not expect. */
export interface Surprise {
  readonly id: string;
  /**
   * A `select` of at most one row, bounded in what it reads (an index, a small table, some thousands of rows); `null`
   * where the database lacks what it looks at.
   */
  readonly statement: (context: LensContext) => Sql | null;
  /** The sentence for the row that was found; `null` where all is as expected. */
  readonly sentence: (row: readonly Cell[]) => string | null;
}
