import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens } from '../binding/bind.ts';
import { keyedMeasures } from '../keyed/keyed-measures.ts';
import { keyMeasures } from './key-measures.ts';
import type { BoundMeasure } from './measures.ts';
import { Remembered } from './remembered.ts';
import type { Episodes } from './units.ts';

/** Measures of an episode may be thousands, a megabyte: those of the episodes looked at last are kept, for so long. */
const KEPT_MS = 30_000;
const MOST_KEPT = 20;

/** The measures that rows name, in the whole database or some episodes. Remembers what it found. */
export class KeyBook {
  readonly #lens: BoundLens;
  readonly #found = new Remembered<readonly BoundMeasure[]>(KEPT_MS, MOST_KEPT);

  constructor(lens: BoundLens) {
    this.#lens = lens;
  }

  async of({ sessions, episodes }: Episodes, taken: ReadonlySet<string>, options: QueryOptions) {
    const { each } = this.#lens.lens;
    return this.#found.get(JSON.stringify([sessions, episodes]), async () => {
      const about = { sessions, episodes };
      const measures = [...(await keyedMeasures(this.#lens, about, options))];
      for (const one of each) measures.push(...(await keyMeasures(this.#lens, one, about, options)));
      return withIds(measures, taken);
    });
  }
}

/** Ids are unique: one that is taken, or that two have, gets its formula for one. */
function withIds(measures: readonly BoundMeasure[], taken: ReadonlySet<string>): readonly BoundMeasure[] {
  const found = new Set<string>();
  return measures.flatMap((measure) => {
    const { spec, formula } = measure;
    const id = taken.has(spec.id) || found.has(spec.id) ? formula : spec.id;
    if (found.has(id)) return [];
    found.add(id);
    return [id === spec.id ? measure : { ...measure, spec: { ...spec, id } }];
  });
}
