import type { Agent } from '#shared/model/experiment.ts';
import { typeName } from './look.ts';

/** Agents whose id or type contains the text. */
export function findAgents(agents: readonly Agent[], search: string): readonly number[] {
  const text = search.trim().toLowerCase();
  return agents.flatMap((agent, index) =>
    text === '' || `${typeName(agent)} ${agent.id}`.toLowerCase().includes(text) ? [index] : [],
  );
}

/** A click selects one alone, or nobody when it was alone already; with a key it joins or leaves the others. */
export function pickAgent(selected: ReadonlySet<number>, agent: number, more: boolean): ReadonlySet<number> {
  if (!more) return selected.size === 1 && selected.has(agent) ? new Set() : new Set([agent]);
  const next = new Set(selected);
  if (!next.delete(agent)) next.add(agent);
  return next;
}
