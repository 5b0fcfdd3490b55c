import type { Agent } from '#shared/model/experiment.ts';
import { colourBook, dataStyle, type Scheme } from '../series/colours.ts';

/** How one agent is drawn, in the picture, in the list and in the chart. */
export interface AgentLook {
  readonly colour: string;
  readonly dash: readonly number[];
  /** Targets, food and the environment: a diamond, no heading, no trail. */
  readonly apart: boolean;
}

/** What types are called and coloured; agents without a type are one group. */
export interface AgentType {
  readonly name: string;
  readonly apart: boolean;
  readonly agents: readonly number[];
  readonly look: AgentLook;
}

export const typeName = (agent: Agent): string => agent.type ?? 'no type';

/** The types of an episode, the moving ones first. A type keeps its colour over all episodes of a database. */
export function agentTypes(agents: readonly Agent[], database: string, scheme: Scheme): readonly AgentType[] {
  const groups = new Map<string, number[]>();
  agents.forEach((agent, index) => {
    const group = groups.get(typeName(agent)) ?? [];
    groups.set(typeName(agent), group);
    group.push(index);
  });
  const isApart = (indexes: readonly number[]) => agents[indexes[0] ?? 0]?.apart ?? false;
  return [...groups]
    .sort(([, one], [, other]) => Number(isApart(one)) - Number(isApart(other)))
    .map(([name, indexes]) => {
      const style = dataStyle(colourBook.number(`${database}:types`, name), scheme);
      const apart = isApart(indexes);
      return { name, apart, agents: indexes, look: { ...style, apart } };
    });
}

/**
 * The look of every agent: its type's, or its own for the agents in `alone` (those that have a line each in the chart),
 * numbered in the order of `alone`. With `each`, the name of a database, all that move have a colour of their own, which an
 * agent keeps over the episodes of that database.
 */
export function agentLooks(
  agents: readonly Agent[],
  types: readonly AgentType[],
  alone: readonly number[],
  scheme: Scheme,
  each?: string,
): readonly AgentLook[] {
  const looks: AgentLook[] = [];
  for (const { agents: members, look } of types) for (const index of members) looks[index] = look;
  if (each !== undefined) {
    agents.forEach(({ key, apart }, index) => {
      if (!apart) looks[index] = { ...dataStyle(colourBook.number(`${each}:agents`, key), scheme), apart };
    });
  }
  alone.forEach((index, number) => {
    looks[index] = { ...dataStyle(number, scheme), apart: agents[index]?.apart ?? false };
  });
  return looks;
}
