import { groupingFacts, PARAMETERS } from './compare.ts';
import type { Items, Level } from './items.ts';

/** What makes groups where nobody said: the session of episodes; of sessions everything but the seed. */
export function usualGroups(items: Items, level: Level): readonly string[] {
  if (level === 'session') return [PARAMETERS];
  if (items.facts.some(({ id }) => id === 'session')) return ['session'];
  const [first] = groupingFacts(items);
  return first === undefined ? [] : [first.id];
}
