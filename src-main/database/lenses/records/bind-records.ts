import { type Records, stepsSchema } from '#shared/model/lens.ts';
import type { Sql } from '../../sql/sql.ts';
import type { BoundSteps } from '../binding/bind.ts';
import { type Compiled, compile, compileAll, type Place, tableAs } from '../binding/compile.ts';
import { type BoundFact, bindFacts } from '../binding/facts.ts';
import { writtenBy } from '../binding/written.ts';

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
  /** The same rows as steps of their episodes, so that measures may be over them; `null` for those without a time. */
  readonly steps: BoundSteps | null;
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
    steps: asSteps(records, place, parent),
  };
}

function asSteps({ word, of, table, time, parent }: Records, place: Place, episode: readonly Compiled[]) {
  const compiled = time === undefined || of === 'session' ? null : compile(time.by, place);
  if (time === undefined || compiled === null) return null;
  const asked = stepsSchema.parse({ word, table, episode: parent, time });
  const steps: BoundSteps = {
    ...{ steps: asked, place, from: tableAs(place.table, place.alias), written: writtenBy(asked, place) },
    ...{ episode, time: compiled, within: [], agent: null, agentType: null, position: null, velocity: null },
  };
  return steps;
}
