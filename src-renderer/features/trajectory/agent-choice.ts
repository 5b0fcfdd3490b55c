import type { Agent } from '#shared/model/experiment.ts';
import { typeName } from './look.ts';

/** Agents whose id or type contains the text. */
export function findAgents(agents: readonly Agent[], search: string): readonly number[] {
  const text = search.trim().toLowerCase();
  return agents.flatMap((agent, index) =>
    text === '' || `${typeName(agent)} ${agent.id}`.toLowerCase().includes(text) ? [index] : [],
  );
}

/** Where the agents with these keys stand. Of 100,000 agents it takes long to look at each, so nothing is done for none. */
export function placesOf(agents: readonly Agent[], keys: readonly string[]): ReadonlySet<number> {
  if (keys.length === 0) return new Set();
  const wanted = new Set(keys);
  return new Set(agents.flatMap(({ key }, index) => (wanted.has(key) ? [index] : [])));
}

/** A click selects one alone, or nobody when it was alone already; with a key it joins or leaves the others. */
export function pickAgent(selected: ReadonlySet<number>, agent: number, more: boolean): ReadonlySet<number> {
  if (!more) return selected.size === 1 && selected.has(agent) ? new Set() : new Set([agent]);
  const next = new Set(selected);
  if (!next.delete(agent)) next.add(agent);
  return next;
}
