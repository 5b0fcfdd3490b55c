import { packColumns } from '#shared/model/bulk.ts';
import { cellNumber } from '#shared/model/cell.ts';
import type { Agent } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { agentKey, agentText } from './agents.ts';

/** An episode's frames from one time to another, both included. */
export interface FrameRange {
  readonly episode: string;
  readonly from: number;
  readonly to: number;
}

/** What is read of each step besides its time and its agent, by the name of its column; all doubles. */
interface Wanted {
  readonly from: Sql;
  readonly where: readonly Sql[];
  readonly columns: readonly (readonly [name: string, value: Sql])[];
}

/**
 * Positions as packed columns: `time`, `agent` (index into `agents`; -1 for one that came later), `x`, `y`, `z` (NaN where
 * unknown), ordered by time.
 */
export function readFrames(
  lens: BoundLens,
  steps: BoundSteps,
  agents: readonly Agent[],
  range: FrameRange,
  options: QueryOptions,
): Promise<Blob> {
  const { position } = steps;
  const columns = (['x', 'y', 'z'] as const).map((axis) => {
    const of = position?.[axis];
    return [axis, of ? doubleOf(of, lens.dialect) : raw('cast(null as double precision)')] as const;
  });
  return readColumns(lens, steps, agents, range, { from: steps.from, where: [], columns }, options);
}

/** A measure of the steps as packed columns: `time`, `agent` and `value` (NaN where it is NULL), ordered by time. */
export function readValues(
  lens: BoundLens,
  steps: BoundSteps,
  agents: readonly Agent[],
  measure: BoundMeasure,
  range: FrameRange,
  options: QueryOptions,
): Promise<Blob> {
  return readColumns(
    lens,
    steps,
    agents,
    range,
    { ...stepsWith(steps, measure), columns: [['value', measure.value]] },
    options,
  );
}

/** The steps with what a measure needs. Throws BAD_INPUT for one that has no value per step. */
export function stepsWith(steps: BoundSteps, measure: BoundMeasure): Pick<Wanted, 'from' | 'where'> {
  const { spec, over, running, join: more, where } = measure;
  if (spec.level !== 'step' || over !== undefined || running) {
    throw new Failure('BAD_INPUT', `“${spec.title}” has no value of its own in each step`);
  }
  return {
    from: more === null ? steps.from : join([steps.from, more], ' '),
    where: where === undefined ? [] : [where],
  };
}

async function readColumns(
  lens: BoundLens,
  steps: BoundSteps,
  agents: readonly Agent[],
  range: FrameRange,
  wanted: Wanted,
  options: QueryOptions,
): Promise<Blob> {
  const { numeric } = placesOf(agents);
  const columns = await (steps.agent === null || numeric ? byNumber : byText)(
    lens,
    steps,
    agents,
    range,
    wanted,
    options,
  );
  return new Blob([packColumns(columns)]);
}

/** Where agents stand in their list. */
interface Places {
  /** Whether all ids are whole numbers. */
  readonly numeric: boolean;
  readonly types: readonly (string | null)[];
  /** Of each of the types: places by the ids as numbers. */
  readonly byNumber: readonly ReadonlyMap<number, number>[];
}

/** Made once for all pieces of an episode: of 100,000 agents it takes longer than to read a piece. */
const known = new WeakMap<readonly Agent[], Places>();

function placesOf(agents: readonly Agent[]): Places {
  const found = known.get(agents);
  if (found !== undefined) return found;
  const byType = new Map<string | null, Map<number, number>>();
  for (const [index, { type, id }] of agents.entries()) {
    const own = byType.get(type) ?? new Map<number, number>();
    byType.set(type, own.set(Number(id), index));
  }
  const places: Places = {
    numeric: agents.every(({ id }) => String(Number(id)) === id && Number.isSafeInteger(Number(id))),
    types: [...byType.keys()],
    byNumber: [...byType.values()],
  };
  known.set(agents, places);
  return places;
}

const knownKeys = new WeakMap<readonly Agent[], ReadonlyMap<string, number>>();

/** Where agents stand in their list, by their keys. */
function keysOf(agents: readonly Agent[]): ReadonlyMap<string, number> {
  const found = knownKeys.get(agents) ?? new Map(agents.map(({ key }, index) => [key, index]));
  knownKeys.set(agents, found);
  return found;
}

interface Frames {
  readonly [column: string]: Float64Array | Int32Array;
}

/** Agents with whole numbers for ids, as a rule: everything comes as doubles, the type as its place among the types. */
async function byNumber(
  { connection, dialect }: BoundLens,
  steps: BoundSteps,
  agents: readonly Agent[],
  range: FrameRange,
  wanted: Wanted,
  options: QueryOptions,
): Promise<Frames> {
  const { types, byNumber: indexes } = placesOf(agents);
  const id = steps.agent === null ? raw('0') : doubleOf(steps.agent, dialect);
  const numbers = await connection.numbers(selectFrames(steps, [typeNumber(steps, types), id], range, wanted), options);
  const [type, agent] = numbers.slice(-2) as [Float64Array, Float64Array];
  const index = Int32Array.from(agent, (number, at) => indexes[type[at]!]?.get(number) ?? -1);
  return { time: numbers[0]!, agent: index, ...named(wanted, (at) => numbers[at]!) };
}

function typeNumber({ agentType, place }: BoundSteps, types: readonly (string | null)[]): Sql {
  if (agentType === null) return raw('0');
  const cases = types.map((type, at) =>
    type === null
      ? sql`when ${agentType.sql} is null then ${raw(String(at))}`
      : sql`when ${agentType.sql} = ${place.dialect.castTo(sql`${type}`, agentType)} then ${raw(String(at))}`,
  );
  return cases.length === 0 ? raw('-1') : sql`case ${join(cases, ' ')} else -1 end`;
}

async function byText(
  { connection, dialect }: BoundLens,
  steps: BoundSteps,
  agents: readonly Agent[],
  range: FrameRange,
  wanted: Wanted,
  options: QueryOptions,
): Promise<Frames> {
  const { type, id } = agentText(steps, dialect);
  const { rows } = await connection.rows(selectFrames(steps, [type, id], range, wanted), options);
  const indexes = keysOf(agents);
  const numbers = (at: number) => Float64Array.from(rows, (row) => cellNumber(row[at] ?? null) ?? Number.NaN);
  const agent = Int32Array.from(rows, (row) => {
    const [ofType = null, name = null] = row.slice(-2);
    const key = agentKey({ type: ofType === null ? null : String(ofType), id: String(name ?? '') });
    return indexes.get(key) ?? -1;
  });
  return { time: numbers(0), agent, ...named(wanted, numbers) };
}

/** The wanted columns, which lie behind the time. */
function named({ columns }: Wanted, column: (at: number) => Float64Array): Frames {
  return Object.fromEntries(columns.map(([name], at) => [name, column(at + 1)]));
}

function selectFrames(
  steps: BoundSteps,
  agent: readonly Sql[],
  { episode, from, to }: FrameRange,
  wanted: Wanted,
): Sql {
  const { place, time } = steps;
  const { dialect } = place;
  const where = [idIs(steps.episode, episode, dialect), ...timeWithin(steps, from, to), ...wanted.where];
  const columns = [doubleOf(time, dialect), ...wanted.columns.map(([, value]) => value), ...agent];
  return sql`select ${join(columns)} from ${wanted.from} where ${all(where)} order by ${time.sql}`;
}

/** Whole numbers are compared as such, so that an index serves. */
export function timeWithin(
  { time, place }: BoundSteps,
  from: number | undefined,
  to: number | undefined,
): readonly Sql[] {
  const { dialect } = place;
  const whole = time.kind === 'integer';
  const value = whole ? time.sql : doubleOf(time, dialect);
  const bound = (number: number) => dialect.castTo(sql`${String(number)}`, whole ? WHOLE : DOUBLE);
  return [
    ...(from === undefined ? [] : [sql`${value} >= ${bound(whole ? Math.ceil(from) : from)}`]),
    ...(to === undefined ? [] : [sql`${value} <= ${bound(whole ? Math.floor(to) : to)}`]),
  ];
}

const WHOLE = { type: 'bigint', kind: 'integer' } as const;
const DOUBLE = { type: 'double precision', kind: 'float' } as const;
