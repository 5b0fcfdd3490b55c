import { type BulkColumns, packColumns } from '#shared/model/bulk.ts';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { PackedFrames } from '#shared/model/packed-frames.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { digits } from '../../sql/dialect.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import type { Remembered } from '../measures/remembered.ts';
import { agentText } from './agents.ts';

/** An episode's frames from one time to another, both included. */
export interface FrameRange {
  readonly episode: string;
  readonly from: number;
  readonly to: number;
  /** Only the frames at `first` and whole multiples of `by` later. */
  readonly every?: { readonly first: number; readonly by: number } | undefined;
}

/** What is read of each step besides its time and its agent, by the name of its column; all doubles. */
interface Wanted {
  readonly from: Sql;
  readonly where: readonly Sql[];
  readonly columns: readonly (readonly [name: string, value: Sql])[];
}

/** Types of the agents that were met in each episode so far. */
export type MetTypes = Remembered<Types>;

type Types = readonly (string | null)[];

/** Positions: `x`, `y`, `z` (NaN where unknown). */
export function readFrames(
  lens: BoundLens,
  steps: BoundSteps,
  met: MetTypes,
  range: FrameRange,
  options: QueryOptions,
): Promise<PackedFrames> {
  const { position } = steps;
  const columns = (['x', 'y', 'z'] as const).map((axis) => {
    const of = position?.[axis];
    return [axis, of ? doubleOf(of, lens.dialect) : raw('cast(null as double precision)')] as const;
  });
  return readColumns(lens, steps, met, range, { from: steps.from, where: [], columns }, options);
}

/** A measure of the steps: `value` (NaN where it is NULL). */
export function readValues(
  lens: BoundLens,
  steps: BoundSteps,
  met: MetTypes,
  measure: BoundMeasure,
  range: FrameRange,
  options: QueryOptions,
): Promise<PackedFrames> {
  const columns = [['value', measure.value]] as const;
  return readColumns(lens, steps, met, range, { ...stepsWith(steps, measure), columns }, options);
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
  met: MetTypes,
  range: FrameRange,
  wanted: Wanted,
  options: QueryOptions,
): Promise<PackedFrames> {
  return (await byNumber(lens, steps, met, range, wanted, options)) ?? byText(lens, steps, range, wanted, options);
}

/**
 * Agents with whole numbers for ids, as a rule: everything comes as doubles, the type as its place among those met so far.
 * `undefined` where an id is none, or too large for a double.
 */
async function byNumber(
  lens: BoundLens,
  steps: BoundSteps,
  met: MetTypes,
  range: FrameRange,
  wanted: Wanted,
  options: QueryOptions,
): Promise<PackedFrames | undefined> {
  const { agent } = steps;
  if (agent !== null && agent.kind !== 'integer') return undefined;
  const id = agent === null ? raw('0') : doubleOf(agent, lens.dialect);
  const read = (known: Types) =>
    lens.connection.numbers(selectFrames(steps, [typeNumber(steps, known), id], range, wanted), options);
  const look = () => typesIn(lens, steps, range, options);
  let types = await met.get(range.episode, look);
  let numbers = await read(types);
  if (numbers.at(-2)!.includes(-1)) {
    types = [...new Set([...types, ...(await look())])];
    met.set(range.episode, types);
    numbers = await read(types);
  }
  const [kind, ids] = numbers.slice(-2) as [Float64Array, Float64Array];
  if (!ids.every(Number.isSafeInteger)) return undefined;
  return {
    types,
    names: agent === null ? '[""]' : null,
    numbers: pack({
      ...{ time: numbers[0]!, id: ids },
      ...(!kind.every((each) => each === 0) && { kind: Int32Array.from(kind) }),
      ...named(wanted, (at) => numbers[at]!),
    }),
  };
}

async function typesIn(
  { connection, dialect }: BoundLens,
  steps: BoundSteps,
  range: FrameRange,
  options: QueryOptions,
): Promise<Types> {
  if (steps.agentType === null) return [null];
  const { type } = agentText(steps, dialect);
  const { rows } = await connection.rows(
    sql`select distinct ${type} from ${steps.from} where ${all(inRange(steps, range))}`,
    options,
  );
  return rows.map(([each = null]) => (each === null ? null : String(each)));
}

function typeNumber({ agentType, place }: BoundSteps, types: Types): Sql {
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
  range: FrameRange,
  wanted: Wanted,
  options: QueryOptions,
): Promise<PackedFrames> {
  const { type, id } = agentText(steps, dialect);
  const { rows } = await connection.rows(selectFrames(steps, [type, id], range, wanted), options);
  const types = new Listed<string | null>();
  const names = new Listed<string>();
  const numbers = (at: number) => Float64Array.from(rows, (row) => cellNumber(row[at] ?? null) ?? Number.NaN);
  const kind = Int32Array.from(rows, (row) => types.place(asText(row.at(-2) ?? null)));
  const ids = Float64Array.from(rows, (row) => names.place(asText(row.at(-1) ?? null) ?? ''));
  return {
    ...{ types: types.all, names: JSON.stringify(names.all) },
    numbers: pack({ time: numbers(0), id: ids, kind, ...named(wanted, numbers) }),
  };
}

const asText = (cell: Cell): string | null => (cell === null ? null : String(cell));

const pack = (columns: BulkColumns): Blob => new Blob([packColumns(columns)]);

/** Values in the order in which they were first met. */
class Listed<T> {
  readonly #places = new Map<T, number>();

  get all(): readonly T[] {
    return [...this.#places.keys()];
  }

  place(value: T): number {
    const place = this.#places.get(value) ?? this.#places.size;
    if (place === this.#places.size) this.#places.set(value, place);
    return place;
  }
}

/** The wanted columns, which lie behind the time. */
function named({ columns }: Wanted, column: (at: number) => Float64Array): BulkColumns {
  return Object.fromEntries(columns.map(([name], at) => [name, column(at + 1)]));
}

function selectFrames(steps: BoundSteps, agent: readonly Sql[], range: FrameRange, wanted: Wanted): Sql {
  const { place, time } = steps;
  const where = [...inRange(steps, range), ...wanted.where];
  const columns = [doubleOf(time, place.dialect), ...wanted.columns.map(([, value]) => value), ...agent];
  return sql`select ${join(columns)} from ${wanted.from} where ${all(where)} order by ${time.sql}`;
}

function inRange(steps: BoundSteps, { episode, from, to, every }: FrameRange): readonly Sql[] {
  const { dialect } = steps.place;
  return [
    idIs(steps.episode, episode, dialect),
    ...timeWithin(steps, from, to),
    ...(every === undefined ? [] : [atEvery(steps, every)]),
  ];
}

function atEvery({ time, place }: BoundSteps, { first, by }: NonNullable<FrameRange['every']>): Sql {
  const { dialect } = place;
  if (time.kind === 'integer') return sql`(${time.sql} - ${digits(first)}) % ${digits(by)} = 0`;
  const passed = sql`(${doubleOf(time, dialect)} - ${digits(first)})`;
  return sql`${dialect.floor(sql`${passed} / ${digits(by)}`)} * ${digits(by)} = ${passed}`;
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
