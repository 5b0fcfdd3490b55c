import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens } from '../binding/bind.ts';
import { keyMeasures } from './key-measures.ts';
import type { BoundMeasure } from './measures.ts';
import { Remembered } from './remembered.ts';
import type { Episodes } from './units.ts';

/** The measures that `each` of a lens finds, in the whole database or some episodes. Remembers what it found. */
export class KeyBook {
  readonly #lens: BoundLens;
  readonly #found = new Remembered<readonly BoundMeasure[]>();

  constructor(lens: BoundLens) {
    this.#lens = lens;
  }

  /** Ids are unique: one that is `taken`, or that two columns have, gets its formula for one. */
  async of({ sessions, episodes }: Episodes, taken: ReadonlySet<string>, options: QueryOptions) {
    const { each } = this.#lens.lens;
    if (each.length === 0) return [];
    return this.#found.get(JSON.stringify([sessions, episodes]), async () => {
      const found: BoundMeasure[] = [];
      const ids = new Set(taken);
      for (const one of each) {
        for (const measure of await keyMeasures(this.#lens, one, { sessions, episodes }, options)) {
          const id = ids.has(measure.spec.id) ? measure.formula : measure.spec.id;
          if (!ids.has(id)) found.push({ ...measure, spec: { ...measure.spec, id } });
          ids.add(id);
        }
      }
      return found;
    });
  }
}
