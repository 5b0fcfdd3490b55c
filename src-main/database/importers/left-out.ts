import type { LeftOutPart } from '#shared/model/import.ts';

/** One part of what is left out; none where there are no names. */
export function leftOutOf(what: string, names: readonly string[]): readonly LeftOutPart[] {
  return names.length === 0 ? [] : [{ what, names: [...new Set(names)] }];
}

/** Something that has no name of its own. */
export function sentence(what: string): LeftOutPart {
  return { what, names: [] };
}

/** Of several files: each reason once. */
export function together(all: readonly (readonly LeftOutPart[])[]): readonly LeftOutPart[] {
  const byReason = Map.groupBy(all.flat(), ({ what }) => what);
  return [...byReason].map(([what, parts]) => ({ what, names: [...new Set(parts.flatMap(({ names }) => names))] }));
}

/** Collects what is left out while files are read: by reason, each name with how often. */
export class LeftOutParts {
  readonly #parts = new Map<string, Map<string, number>>();
  /** How often anything was. */
  sum = 0;

  add(what: string, name: string): void {
    const times = this.#parts.get(what) ?? new Map<string, number>();
    this.#parts.set(what, times);
    times.set(name, (times.get(name) ?? 0) + 1);
    this.sum += 1;
  }

  get list(): readonly LeftOutPart[] {
    return [...this.#parts].map(([what, times]) => ({
      what,
      names: [...times].map(([name, count]) => (count === 1 ? name : `${name}, ${count} times`)),
    }));
  }
}
