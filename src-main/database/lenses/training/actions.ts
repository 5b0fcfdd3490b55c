import { cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Actions } from '#shared/model/lens-training.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { ActionsAnswer, TrainingAxis } from '#shared/model/training.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf, textOf } from '../binding/compile.ts';
import { idIs, sameKey } from '../binding/ids.ts';
import { named } from '../levels/per-episode.ts';
import { inSessions } from '../levels/steps-source.ts';
import type { TimeRows } from './entity-rows.ts';
import { episodesInOrder } from './in-order.ts';
import { groupedBy, timeColumns } from './time-columns.ts';

/** What agents did, found in a database; one of the two is there. */
export interface BoundActions {
  readonly actions: Actions;
  readonly steps: BoundSteps;
  readonly by: Compiled | null;
  readonly agents: Compiled | null;
}

export function bindActions({ steps }: BoundLens, actions: Actions): BoundActions | null {
  if (steps === null) return null;
  const by = compile(actions.by, steps.place);
  const agents = actions.agents === undefined ? null : compile(actions.agents.json, steps.place);
  return by === null && agents === null ? null : { actions, steps, by, agents };
}

export function actionsOfEpisode(
  lens: BoundLens,
  bound: BoundActions,
  { episode, columns }: { readonly episode: string; readonly columns: number },
  options: QueryOptions,
): Promise<ActionsAnswer> {
  const { steps } = bound;
  const { title, unit = null } = steps.steps.time;
  const rows: TimeRows = {
    from: steps.from,
    where: [idIs(steps.episode, episode, lens.dialect), sql`${steps.time.sql} is not null`],
    x: doubleOf(steps.time, lens.dialect),
  };
  return counted(lens, bound, rows, { title, unit, most: columns }, options);
}

/** Over all episodes of a session; x is an episode's place in their order, from 0. */
export function actionsOfSession(
  lens: BoundLens,
  bound: BoundActions,
  { session, columns }: { readonly session: string; readonly columns: number },
  options: QueryOptions,
): Promise<ActionsAnswer> {
  const { steps } = bound;
  const { dialect } = lens;
  const { episode, rows: episodes, title } = episodesInOrder(lens, session);
  const same = sameKey(steps.episode, named('ordered', episode.id, 'k'), dialect);
  const rows: TimeRows = {
    from: sql`${steps.from} join (${episodes}) ordered on ${same}`,
    where: inSessions(lens, episode, steps, [session]),
    x: sql`cast(${name('ordered', 'place')} as double precision)`,
  };
  return counted(lens, bound, rows, { title, unit: null, most: columns }, options);
}

interface Axis extends Pick<TrainingAxis, 'title' | 'unit'> {
  readonly most: number;
}

async function counted(
  { connection, dialect }: BoundLens,
  bound: BoundActions,
  rows: TimeRows,
  { title, unit, most }: Axis,
  options: QueryOptions,
): Promise<ActionsAnswer> {
  const { join: unfolded, agent, action } = taken(bound, dialect);
  const found = await timeColumns(connection, rows, most, options);
  const none = { starts: [], end: 0, single: true } as const;
  if (found === null) return { x: { title, unit, from: 0, to: 0 }, columns: none, actions: [], agents: [] };
  const kept = all([...rows.where, dialect.isFinite(rows.x), sql`${action} is not null`]);
  const each = sql`select ${agent} as g, ${action} as a, ${found.key} as k from ${join([rows.from, unfolded], ' ')} where ${kept}`;
  const { rows: groups } = await connection.rows(groupedBy(['g', 'a', 'k'], ['count(*)'], each), options);
  const times = groups.map(([of = null, what = null, key = null, many = null]) => ({
    agent: of === null ? bound.actions.agent : cellToText(of),
    action: cellToText(what),
    at: found.at(cellNumber(key) ?? 0),
    times: cellNumber(many) ?? 0,
  }));
  const actions = distinct(times.map((one) => one.action));
  return {
    x: { title, unit, from: found.from, to: found.to },
    columns: found.columns,
    actions: actions.map((one) => ({ action: one, title: bound.actions.titles[one] ?? one })),
    agents: distinct(times.map((one) => one.agent)).map((one) => {
      const own = times.filter((each) => each.agent === one);
      return { agent: one, ...summed(own, actions, found.columns.starts.length) };
    }),
  };
}

interface Times {
  readonly action: string;
  readonly at: number;
  readonly times: number;
}

function summed(
  own: readonly Times[],
  actions: readonly string[],
  columns: number,
): Pick<ActionsAnswer['agents'][number], 'cells' | 'totals'> {
  const numbers = new Map(actions.map((action, at) => [action, at]));
  const totals = actions.map(() => 0);
  const cells = Array.from({ length: columns }, () => new Map<number, number>());
  for (const { action, at, times } of own) {
    const number = numbers.get(action)!;
    totals[number]! += times;
    cells[at]?.set(number, (cells[at].get(number) ?? 0) + times);
  }
  return { totals, cells: cells.map((cell) => [...cell].toSorted(([one], [other]) => one - other)) };
}

const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)].toSorted(naturally);

/** The agent (NULL for the only one) and its action of each row. */
function taken(
  { actions, by, agents }: BoundActions,
  dialect: BoundLens['dialect'],
): { readonly join: Sql; readonly agent: Sql; readonly action: Sql } {
  const own = by === null ? raw('cast(null as varchar)') : textOf(by, dialect);
  if (agents === null) return { join: raw(''), agent: raw('cast(null as varchar)'), action: own };
  const json = dialect.jsonText(agents.sql, actions.agents?.path ?? [], agents);
  const each = dialect.jsonEntries(json, 'taken');
  const action = sql`case when ${each.key} is null then ${own} else ${each.text} end`;
  return { join: each.join, agent: each.key, action };
}
