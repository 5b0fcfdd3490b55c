import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { M4Input } from '../../queries/m4.ts';
import { join, raw } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { agentIs, parseAgentKey } from '../trajectory/agents.ts';
import { runningSums, type StepRows } from './running-sums.ts';

interface OfSteps {
  readonly lens: BoundLens;
  readonly steps: BoundSteps;
  readonly request: Pick<SeriesRequest, 'agents'>;
}

/** Which rows, and what tells their lines apart. */
export type LineRows = Pick<M4Input, 'group' | 'where' | 'each'>;

/** A measure at its steps, over time; as sums where it is one that runs. */
export function stepRows(of: OfSteps, measure: BoundMeasure, lines: LineRows): StepRows {
  const rows = writtenRows(of, measure, lines);
  return measure.running ? runningSums(of.steps, rows) : rows;
}

/** A measure at its steps, as they were written. */
export function writtenRows(
  { lens: { dialect }, steps, request: { agents } }: OfSteps,
  measure: BoundMeasure,
  { group, where, each }: LineRows,
): StepRows {
  const keys = agents?.map((key) => parseAgentKey(key, steps));
  const own = [...where, ...(keys === undefined ? [] : [agentIs(steps, keys, dialect)])];
  return {
    from: join([steps.from, measure.join ?? raw('')], ' '),
    where: [...own, ...(measure.where === undefined ? [] : [measure.where])],
    unjoined: measure.join === null ? undefined : { from: steps.from, where: own },
    // As it is stored where it is a number, so that an index over it serves.
    x: steps.time.kind === 'integer' || steps.time.kind === 'float' ? steps.time.sql : doubleOf(steps.time, dialect),
    y: measure.value,
    group,
    each,
  };
}
