import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { Agent, TrajectoryHeader } from '#shared/model/experiment.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { all, join, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import { agentKey, agentText, sortAgents } from './agents.ts';
import { frameStep } from './frame-step.ts';
import { timeWithin } from './frames.ts';

export interface EpisodeExtent {
  readonly agents: readonly Agent[];
  readonly time: Pick<NonNullable<TrajectoryHeader['time']>, 'first' | 'last' | 'step'> | null;
  /** `[min, max]` of x, y and, where any is known, z. */
  readonly bounds: readonly (readonly [number, number])[];
}

/** One row per agent, so that a single pass gives agents, times and the extent of what is drawn; then a look at some frames. */
export async function readExtentOf(
  lens: BoundLens,
  steps: BoundSteps,
  id: string,
  options: QueryOptions,
): Promise<EpisodeExtent> {
  const { connection, dialect } = lens;
  const { type, id: agent } = agentText(steps, dialect);
  const { position } = steps;
  const axes = position === null ? [] : [position.x, position.y, ...(position.z === null ? [] : [position.z])];
  const finite = axes.map((axis) => {
    const value = doubleOf(axis, dialect);
    return sql`case when ${dialect.isFinite(value)} then ${value} end`;
  });
  const ranges = [doubleOf(steps.time, dialect), ...finite].flatMap((value) => [
    sql`min(${value})`,
    sql`max(${value})`,
  ]);
  const { rows } = await connection.rows(
    sql`select ${type}, ${agent}, count(*), ${join(ranges)} from ${steps.from}
      where ${idIs(steps.episode, id, dialect)} group by 1, 2`,
    options,
  );
  const agents = rows.map(([kind = null, name = null, count = null]): Agent => {
    const key = { type: kind === null ? null : String(kind), id: String(name ?? '') };
    const apart = key.type !== null && steps.steps.apart.includes(key.type);
    return { ...key, key: agentKey(key), rows: cellNumber(count) ?? 0, apart };
  });
  const spans = ranges.length / 2;
  const [time, ...bounds] = Array.from({ length: spans }, (_, at) => span(rows, 3 + 2 * at));
  const spells = rows.flatMap(([, , count = null, low = null, high = null]): Spell[] => {
    const [first, last] = [cellNumber(low), cellNumber(high)];
    return first === undefined || last === undefined ? [] : [{ first, last, rows: cellNumber(count) ?? 0 }];
  });
  return {
    agents: sortAgents(agents),
    time:
      time == null ? null : { first: time[0], last: time[1], step: await readStep(lens, steps, id, spells, options) },
    bounds: bounds.filter((each) => each !== null),
  };
}

/** The least of one column and the greatest of the next; `null` where there is none. */
function span(rows: readonly (readonly Cell[])[], at: number): readonly [number, number] | null {
  const numbers = (column: number) => rows.flatMap((row) => cellNumber(row[column] ?? null) ?? []);
  const [low, high] = [numbers(at), numbers(at + 1)];
  return low.length === 0 ? null : [low.reduce((a, b) => Math.min(a, b)), high.reduce((a, b) => Math.max(a, b))];
}

/** When an agent was there. */
interface Spell {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
}

/** Rows among which the distance between frames is looked for: all of a short episode, else about so many from two places of it. */
const LOOKED_AT = 60_000;

/** Frames that each of the two should have, at the pace of who is seen most often. */
const FRAMES = 8;

async function readStep(
  { connection, dialect }: BoundLens,
  steps: BoundSteps,
  id: string,
  spells: readonly Spell[],
  options: QueryOptions,
): Promise<number> {
  const first = spells.reduce((least, each) => Math.min(least, each.first), Number.POSITIVE_INFINITY);
  const last = spells.reduce((greatest, each) => Math.max(greatest, each.last), Number.NEGATIVE_INFINITY);
  const rows = spells.reduce((sum, each) => sum + each.rows, 0);
  const pace = spells.reduce(
    (least, each) => (each.rows > 1 ? Math.min(least, (each.last - each.first) / (each.rows - 1)) : least),
    Number.POSITIVE_INFINITY,
  );
  const enough = Math.max(((last - first) * LOOKED_AT) / 2 / rows, Number.isFinite(pace) ? FRAMES * pace : 0);
  const starts = rows <= LOOKED_AT ? [] : [first, (first + last) / 2];
  const within = starts.map((from) => sql`(${all(timeWithin(steps, from, from + enough))})`);
  const [near] = await connection.numbers(
    sql`select distinct ${doubleOf(steps.time, dialect)} as t from ${steps.from}
      where ${all([idIs(steps.episode, id, dialect), ...(within.length === 0 ? [] : [sql`(${join(within, ' or ')})`])])}
      order by 1`,
    options,
  );
  return frameStep({
    near: near!.filter(Number.isFinite),
    far: spells.flatMap((each) => [each.first, each.last]),
    counted: steps.steps.frameRate !== undefined || COUNTED.test(steps.steps.time.unit ?? ''),
  });
}

/** Units of a time that is counted rather than measured. */
const COUNTED = /^(frame|step|iteration)s?$/;
