import type { Fact } from '#shared/model/lens.ts';
import { type Compiled, compile, type Place } from './compile.ts';

export interface BoundFact extends Pick<Fact, 'name' | 'title' | 'unit' | 'leadsTo'> {
  readonly value: Compiled;
}

/** The facts of this variant whose columns the database has. */
export function bindFacts(facts: readonly Fact[], place: Place, variant: string | null): readonly BoundFact[] {
  return facts
    .filter(({ variants }) => variants === undefined || (variant !== null && variants.includes(variant)))
    .flatMap((fact) => {
      const value = compile(fact.value, place);
      const { name, title, unit, leadsTo } = fact;
      return value === null ? [] : [{ name, title, unit, leadsTo, value }];
    });
}
