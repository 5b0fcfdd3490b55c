import { type ColumnInfo, findColumn } from '#shared/model/catalogue.ts';
import type { Relation, RelationColumn } from '../../queries/relation.ts';
import { tableRelation } from '../../queries/table-relation.ts';
import { name } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { idIs } from '../binding/ids.ts';
import { type AgentKey, agentIs } from './agents.ts';

/**
 * The steps of one episode as they are stored: time first, then agent, texts, state and the other columns of the table,
 * without those that hold the episode's id. Ordered by time and agent.
 */
export function trajectoryRelation(
  { connection, dialect, lens }: BoundLens,
  steps: BoundSteps,
  episode: string,
  agents: readonly AgentKey[] | undefined,
): Relation {
  const own = keyOf(steps);
  const other = own === null ? tableRelation(connection, steps.place.table) : null;
  return {
    from: steps.from,
    where: [idIs(steps.episode, episode, dialect), ...(agents === undefined ? [] : [agentIs(steps, agents, dialect)])],
    columns: trajectoryColumns(steps, lens.steps?.time.unit),
    key: own?.map(({ name: column }) => name(steps.place.alias, column)) ?? other?.key ?? null,
    keyTypes: own ?? other?.keyTypes,
    order: own === null ? timeOrder(steps) : [],
  };
}

export function trajectoryColumns(
  { steps, place, time, agent, agentType, episode }: BoundSteps,
  unit?: string,
): readonly RelationColumn[] {
  const { columns } = place.table;
  const hidden = new Set(episode.map(({ column }) => column?.name));
  const told = [...steps.texts, ...(steps.state === undefined ? [] : [steps.state])];
  const first = [
    ...[time, agent, agentType].flatMap((part) => part?.column?.name ?? []),
    ...told.filter((each) => findColumn(place.table, each) !== undefined && !hidden.has(each)),
  ].filter((each, at, all) => all.indexOf(each) === at);
  const rest = columns.map((each) => each.name).filter((each) => !hidden.has(each) && !first.includes(each));
  return [...first, ...rest].map((each) => {
    const column = columns.find((other) => other.name === each)!;
    return {
      name: each,
      title: each,
      type: column.type,
      kind: column.kind,
      unit: each === steps.time.by ? (unit ?? null) : null,
      value: name(place.alias, each),
      nullable: column.nullable,
    };
  });
}

function timeOrder({ time, within }: BoundSteps): Relation['order'] {
  return [time, ...within].map(({ sql: by, column }) => ({
    by,
    descending: false,
    nullable: column?.nullable !== false,
  }));
}

/**
 * The columns of the primary key without the episode's, time first, so that one index serves order and key; `null` where
 * the table's key does not say when.
 */
function keyOf({ place, episode, time, within }: BoundSteps): readonly ColumnInfo[] | null {
  const fixed = new Set(episode.map(({ column }) => column?.name));
  const { primaryKey } = place.table;
  const at = time.column?.name;
  if (at === undefined || !primaryKey.includes(at)) return null;
  const sequence = [at, ...within.flatMap(({ column }) => column?.name ?? [])];
  const rank = (column: string) => (sequence.includes(column) ? sequence.indexOf(column) : sequence.length);
  const columns = primaryKey
    .filter((each) => !fixed.has(each))
    .toSorted((a, b) => rank(a) - rank(b))
    .map((each) => findColumn(place.table, each));
  return columns.every((each) => each?.nullable === false) ? (columns as ColumnInfo[]) : null;
}
