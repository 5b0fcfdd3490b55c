export { type DataStyle, dashOf, dataStyle, type Scheme } from '#shared/chart/palette.ts';

/**
 * Which number each thing has, kept while the application runs: the same session has the same colour in lists, charts and
 * replay, whatever is filtered around it.
 */
export class ColourBook {
  readonly #numbers = new Map<string, Map<string, number>>();

  /** Number of `id` among those of `scope` (a database, an episode's agents…), given out in the order of asking. */
  number(scope: string, id: string): number {
    const numbers = this.#numbers.get(scope) ?? new Map<string, number>();
    this.#numbers.set(scope, numbers);
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size);
    return numbers.size - 1;
  }
}

export const colourBook = new ColourBook();
