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

/** Measures as they were found, and with ids that nothing else has taken. */
interface Named {
  readonly found: readonly BoundMeasure[];
  readonly taken: ReadonlySet<string>;
  readonly measures: readonly BoundMeasure[];
}

/** The measures that rows name, in the whole database or some episodes. Remembers what it found. */
export class KeyBook {
  readonly #lens: BoundLens;
  readonly #found = new Remembered<readonly BoundMeasure[]>(KEPT_MS, MOST_KEPT);
  #last: Named = { found: [], taken: new Set(), measures: [] };

  constructor(lens: BoundLens) {
    this.#lens = lens;
  }

  async of({ sessions, episodes }: Episodes, taken: ReadonlySet<string>, options: QueryOptions) {
    const { each } = this.#lens.lens;
    return this.#found.get(JSON.stringify([sessions, episodes]), async () => {
      const about = { sessions, episodes };
      const measures = [...(await keyedMeasures(this.#lens, about, options))];
      for (const one of each) measures.push(...(await keyMeasures(this.#lens, one, about, options)));
      return this.#named(measures, taken);
    });
  }

  /** The very list of what was asked about last, where this has the same: nothing has to be made of it again then. */
  #named(found: readonly BoundMeasure[], taken: ReadonlySet<string>): readonly BoundMeasure[] {
    const last = this.#last;
    const isSame =
      last.found.length === found.length &&
      found.every((each, at) => each === last.found[at]) &&
      last.taken.size === taken.size &&
      [...taken].every((id) => last.taken.has(id));
    if (!isSame) this.#last = { found, taken, measures: withIds(found, taken) };
    return this.#last.measures;
  }
}

/** Ids are unique: one that is taken, or that two have, gets its formula for one. */
function withIds(measures: readonly BoundMeasure[], taken: ReadonlySet<string>): readonly BoundMeasure[] {
  const found = new Map<string, BoundMeasure>();
  for (const measure of measures) {
    const { spec, formula } = measure;
    const isFree = !taken.has(spec.id) && !found.has(spec.id);
    if (isFree) found.set(spec.id, measure);
    else if (!found.has(formula)) found.set(formula, withId(measure, formula));
  }
  return [...found.values()];
}

function withId(measure: BoundMeasure, id: string): BoundMeasure {
  return id === measure.spec.id ? measure : { ...measure, spec: { ...measure.spec, id } };
}
