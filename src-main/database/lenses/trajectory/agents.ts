import type { Agent } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { M4Group } from '../../queries/m4.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundSteps } from '../binding/bind.ts';
import { textOf } from '../binding/compile.ts';
import { idIn, idText } from '../binding/ids.ts';
import { lineGroup } from '../binding/line-group.ts';

/** An agent as its key names it: ids may repeat between types (targets of the environment), so the type is part of it. */
export interface AgentKey {
  readonly type: string | null;
  readonly id: string;
}

/** `bird:12`; without a type just `12`. */
export function agentKey({ type, id }: AgentKey): string {
  return type === null ? id : `${encodeURIComponent(type)}:${id}`;
}

export function parseAgentKey(key: string, { agentType }: BoundSteps): AgentKey {
  if (agentType === null) return { type: null, id: key };
  const colon = key.indexOf(':');
  if (colon < 0) throw new Failure('BAD_INPUT', `“${key}” is no agent: expected its type and id, as in agent:12`);
  return { type: decodeURIComponent(key.slice(0, colon)), id: key.slice(colon + 1) };
}

/** The condition that a step belongs to one of some agents. */
export function agentIs(steps: BoundSteps, agents: readonly AgentKey[], dialect: Dialect): Sql {
  const { agent, agentType } = steps;
  if (agent === null) return raw('1=1');
  if (agentType === null)
    return idIn(
      [agent],
      agents.map(({ id }) => id),
      dialect,
    );
  const byType = Map.groupBy(agents, ({ type }) => type ?? '');
  const cases = [...byType].map(([type, some]) => {
    const ofType = idIn([agentType], [type], dialect);
    return sql`(${ofType} and ${idIn(
      [agent],
      some.map(({ id }) => id),
      dialect,
    )})`;
  });
  return cases.length === 0 ? raw('1=0') : sql`(${join(cases, ' or ')})`;
}

/** Type and id of a step's agent as text. */
export function agentText(
  { agent, agentType }: BoundSteps,
  dialect: Dialect,
): { readonly type: Sql; readonly id: Sql } {
  return {
    type: agentType === null ? raw('null') : textOf(agentType, dialect),
    id: agent === null ? raw('null') : textOf(agent, dialect),
  };
}

/** What tells steps' agents apart, as cheap as ids allow, and how to read its text. */
export function agentGroup(
  { agent, agentType }: BoundSteps,
  dialect: Dialect,
): { readonly group: M4Group; readonly read: (text: string) => AgentKey } {
  if (agent === null) {
    return { group: { parts: [raw("''")], text: () => raw("''") }, read: () => ({ type: null, id: '' }) };
  }
  if (agentType === null) {
    return { group: lineGroup([agent], ([id]) => textOf(id!, dialect)), read: (id) => ({ type: null, id }) };
  }
  if (agent.kind !== 'integer') {
    return {
      group: lineGroup([agentType, agent], (parts) => idText(parts, dialect)),
      read: (text) => {
        const [type = null, id = null] = JSON.parse(text) as (string | null)[];
        return { type, id: id ?? '' };
      },
    };
  }
  return {
    group: lineGroup(
      [agentType, agent],
      ([type, id]) => sql`coalesce(${textOf(type!, dialect)}, '') || ':' || coalesce(${textOf(id!, dialect)}, '')`,
    ),
    read: (text) => {
      const colon = text.lastIndexOf(':');
      return { type: text.slice(0, colon), id: text.slice(colon + 1) };
    },
  };
}

/** Agents before what is kept apart; by type, then id, numbers inside as numbers. */
export function sortAgents(agents: readonly Agent[]): readonly Agent[] {
  return agents
    .map((agent) => ({ agent, number: WHOLE.test(agent.id) ? Number(agent.id) : Number.NaN }))
    .sort(
      ({ agent: a, number: one }, { agent: b, number: other }) =>
        Number(a.apart) - Number(b.apart) ||
        (a.type === b.type ? 0 : naturally(a.type ?? '', b.type ?? '')) ||
        // What is said of names, in a hundredth of the time: there may be 100,000.
        one - other ||
        naturally(a.id, b.id),
    )
    .map(({ agent }) => agent);
}

const WHOLE = /^\d{1,15}$/;
