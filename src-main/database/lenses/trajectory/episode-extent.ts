import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Agent, TrajectoryHeader } from '#shared/model/experiment.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all as allOf, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { type Compiled, doubleOf, textOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import { agentKey, agentText, sortAgents } from './agents.ts';
import { readStep } from './read-step.ts';

export interface EpisodeExtent {
  readonly agents: readonly Agent[];
  readonly rows: number;
  readonly time: Pick<NonNullable<TrajectoryHeader['time']>, 'first' | 'last' | 'step' | 'even'> | null;
  /** `[min, max]` of x, y and, where any is known, z. */
  readonly bounds: readonly (readonly [number, number])[];
}

/** A single pass gives agents, times and the extent of what is drawn; then some frames are looked at. */
export async function readExtentOf(
  lens: BoundLens,
  steps: BoundSteps,
  id: string,
  options: QueryOptions,
): Promise<EpisodeExtent> {
  const { agents, rows, span, bounds, ends, pace } = await readAgents(lens, steps, id, [[]], options);
  const [first, last] = span ?? [];
  if (first === undefined || last === undefined) return { agents, rows, time: null, bounds };
  const step = await readStep(lens, steps, id, { first, last, rows, pace, ends }, options);
  return { agents, rows, time: { first, last, ...step }, bounds };
}

interface Found {
  readonly agents: readonly Agent[];
  readonly rows: number;
  readonly span: readonly [number, number] | null;
  readonly bounds: EpisodeExtent['bounds'];
  /** When agents were first and last there, where times are whole. */
  readonly ends: readonly number[];
  /** The least mean distance between two rows of an agent; infinite where each has one. */
  readonly pace: number;
}

/** Who is in the rows of an episode, or in some `parts` of it, and between what their times and positions lie. */
export async function readAgents(
  lens: BoundLens,
  steps: BoundSteps,
  id: string,
  parts: readonly (readonly Sql[])[],
  options: QueryOptions,
): Promise<Found> {
  const { rows } = await lens.connection.rows(selectTypes(lens, steps, id, parts), options);
  const agents = rows.flatMap(([kind = null, texts = null, count = null]): readonly Agent[] => {
    const type = kind === null ? null : String(kind);
    const apart = type !== null && steps.steps.apart.includes(type);
    const of = (name: string, number: number): Agent => ({
      type,
      id: name,
      key: agentKey({ type, id: name }),
      rows: number,
      apart,
    });
    return isNumbered(steps) ? numbered(texts, of) : [of(texts === null ? '' : String(texts), cellNumber(count) ?? 0)];
  });
  const span = (at: number) => spanOf(rows, 6 + 2 * at);
  const bounds = axesOf(steps).map((_, axis) => span(axis + 1));
  return {
    agents: sortAgents(agents),
    rows: agents.reduce((sum, each) => sum + each.rows, 0),
    span: span(0),
    bounds: bounds.filter((each) => each !== null),
    ends: rows.flatMap(([, , , low = null, high = null]) => [low, high].flatMap(numbersIn)),
    pace: rows.reduce((least, row) => Math.min(least, cellNumber(row[5] ?? null) ?? least), Number.POSITIVE_INFINITY),
  };
}

function axesOf({ position }: BoundSteps) {
  return position === null ? [] : [position.x, position.y, ...(position.z === null ? [] : [position.z])];
}

/** Whether agents have whole numbers for ids, or there is none; then those of a type come as one text: there may be 100,000. */
const isNumbered = ({ agent }: BoundSteps): boolean => agent === null || agent.kind === 'integer';

/**
 * A row per type of agents, or per agent: type; id, or `id:rows` of all; rows; first and last frames of each, where whole;
 * the least mean distance between rows of an agent; then `min` and `max` of time, x, y and z.
 */
function selectTypes({ dialect }: BoundLens, steps: BoundSteps, id: string, parts: readonly (readonly Sql[])[]): Sql {
  const many = isNumbered(steps);
  const { kind, name, kindText, nameText } = many ? ofColumns(steps, dialect) : ofTexts(steps, dialect);
  const time = doubleOf(steps.time, dialect);
  const values = [
    time,
    ...axesOf(steps).map((axis) => {
      const value = doubleOf(axis, dialect);
      return sql`case when ${dialect.isFinite(value)} then ${value} end`;
    }),
  ];
  const named = (prefix: string, at: number) => raw(`${prefix}${at}`);
  const ranges = values.flatMap((value, at) => [
    sql`min(${value}) as ${named('low', at)}`,
    sql`max(${value}) as ${named('high', at)}`,
  ]);
  const agentsIn = (
    part: readonly Sql[],
  ) => sql`select ${kind} as kind, ${name} as name, count(*) as found, ${join(ranges)}
    from ${steps.from} where ${allOf([idIs(steps.episode, id, dialect), ...part])} group by 1, 2`;
  const again = values.flatMap((_, at) => [
    sql`min(${named('p.low', at)}) as ${named('low', at)}`,
    sql`max(${named('p.high', at)}) as ${named('high', at)}`,
  ]);
  // One after the other: with all their conditions in one, no index would be used.
  const each =
    parts.length === 1
      ? agentsIn(parts[0]!)
      : sql`select p.kind, p.name, sum(p.found) as found, ${join(again)}
          from (${join(parts.map(agentsIn), ' union all ')}) p group by 1, 2`;
  const all = values.flatMap((_, at) => [sql`min(${named('g.low', at)})`, sql`max(${named('g.high', at)})`]);
  const pace = sql`min(case when g.found > 1 then (g.high0 - g.low0) / (g.found - 1) end)`;
  const whole = steps.time.kind === 'integer';
  const end = (value: Sql) =>
    whole ? dialect.joined(dialect.text(dialect.wholeNumber(value)), 'different') : raw('null');
  const found = many
    ? sql`${dialect.joined(sql`coalesce(${nameText}, '') || ':' || ${dialect.text(raw('g.found'))}`)}, max(g.found)`
    : sql`${nameText}, max(g.found)`;
  return sql`select ${kindText}, ${found}, ${end(raw('g.low0'))}, ${end(raw('g.high0'))}, ${pace}, ${join(all)}
    from (${each}) g group by ${many ? raw('g.kind') : raw('g.kind, g.name')}`;
}

/** What agents are grouped by, and texts of that in a table `g`. */
interface Named {
  readonly kind: Sql;
  readonly name: Sql;
  readonly kindText: Sql;
  readonly nameText: Sql;
}

function ofTexts(steps: BoundSteps, dialect: Dialect): Named {
  const { type, id } = agentText(steps, dialect);
  return { kind: type, name: id, kindText: raw('g.kind'), nameText: raw('g.name') };
}

/** By the columns themselves: texts are then made of few rows. */
function ofColumns({ agent, agentType }: BoundSteps, dialect: Dialect): Named {
  const text = (of: Compiled | null, name: string) =>
    of === null ? raw('null') : textOf({ ...of, sql: raw(name), column: null }, dialect);
  return {
    ...{ kind: agentType?.sql ?? raw('null'), name: agent?.sql ?? raw('null') },
    ...{ kindText: text(agentType, 'g.kind'), nameText: text(agent, 'g.name') },
  };
}

function numbered(texts: Cell, of: (id: string, rows: number) => Agent): readonly Agent[] {
  if (texts === null) return [];
  return cellToText(texts)
    .split(',')
    .map((text) => {
      const colon = text.indexOf(':');
      return of(text.slice(0, colon), Number(text.slice(colon + 1)));
    });
}

function numbersIn(texts: Cell): readonly number[] {
  return texts === null ? [] : cellToText(texts).split(',').map(Number);
}

/** The least of one column and the greatest of the next; `null` where there is none. */
function spanOf(rows: readonly (readonly Cell[])[], at: number): readonly [number, number] | null {
  const numbers = (column: number) => rows.flatMap((row) => cellNumber(row[column] ?? null) ?? []);
  const [low, high] = [numbers(at), numbers(at + 1)];
  return low.length === 0 ? null : [low.reduce((a, b) => Math.min(a, b)), high.reduce((a, b) => Math.max(a, b))];
}
