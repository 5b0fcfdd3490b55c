import type { Records } from '#shared/model/lens.ts';
import type { Sql } from '../../sql/sql.ts';
import { type Compiled, compile, compileAll, type Place, tableAs } from '../binding/compile.ts';
import { type BoundFact, bindFacts } from '../binding/facts.ts';

/** A record table that the database has. */
export interface BoundRecords {
  readonly records: Records;
  readonly place: Place;
  readonly from: Sql;
  /** The session's or the episode's id. */
  readonly parent: readonly Compiled[];
  /** `null` where all columns of the table are shown. */
  readonly columns: readonly BoundFact[] | null;
  readonly order: readonly { readonly by: Compiled; readonly descending: boolean }[];
  readonly time: Compiled | null;
}

/** `null` where the database cannot tell whose rows they are. */
export function bindRecords(records: Records, place: Place, variant: string | null): BoundRecords | null {
  const parent = compileAll(records.parent, place);
  if (parent === null) return null;
  return {
    records,
    place,
    from: tableAs(place.table, place.alias),
    parent,
    columns: records.columns === undefined ? null : bindFacts(records.columns, place, variant),
    order: records.order.flatMap(({ by, descending }) => {
      const compiled = compile(by, place);
      return compiled === null ? [] : [{ by: compiled, descending }];
    }),
    time: records.time === undefined ? null : compile(records.time.by, place),
  };
}
