import { PARAMETERS } from '#shared/compare/compare.ts';
import type { Fact } from '#shared/compare/items.ts';
import { Failure } from '#shared/model/failure.ts';

/** Ids of the facts that somebody names: by their id, or by a title that only one of them has. */
export function factIds(facts: readonly Fact[], names: readonly string[]): readonly string[] {
  return names.map((name) => {
    if (name === PARAMETERS || facts.some(({ id }) => id === name)) return name;
    const [titled, ...others] = facts.filter(({ title }) => title === name);
    if (titled !== undefined && others.length === 0) return titled.id;
    const known = [...facts.map(({ id }) => id), PARAMETERS].join(', ');
    throw new Failure('NOT_FOUND', `There is no fact “${name}”; there are: ${known}`);
  });
}
