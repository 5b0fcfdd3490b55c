import type { Fact } from '#shared/model/lens.ts';
import { type Compiled, compile, type Place } from './compile.ts';

export interface BoundFact extends Pick<Fact, 'name' | 'title' | 'unit'> {
  readonly value: Compiled;
}

/** The facts of this variant whose columns the database has. */
export function bindFacts(facts: readonly Fact[], place: Place, variant: string | null): readonly BoundFact[] {
  return facts
    .filter(({ variants }) => variants === undefined || (variant !== null && variants.includes(variant)))
    .flatMap((fact) => {
      const value = compile(fact.value, place);
      return value === null ? [] : [{ name: fact.name, title: fact.title, unit: fact.unit, value }];
    });
}
