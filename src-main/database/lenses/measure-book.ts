import type { Measure } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../drivers/driver.ts';
import type { BoundLens } from './bind.ts';
import { asMeasure, type BoundMeasure, lensMeasures } from './measures.ts';
import { propertyMeasures } from './properties.ts';
import { Remembered } from './remembered.ts';
import { type Episodes, unitOf } from './units.ts';

/** The measures of a database: the lens's own and the properties that really have rows. Remembers what it found. */
export class MeasureBook {
  readonly #lens: BoundLens;
  readonly #own: readonly BoundMeasure[];
  readonly #properties = new Remembered<readonly BoundMeasure[]>();
  readonly #units = new Remembered<string | null>();

  constructor(lens: BoundLens) {
    this.#lens = lens;
    this.#own = lensMeasures(lens);
  }

  async list(about: Episodes, options: QueryOptions): Promise<readonly Measure[]> {
    const measures = [...this.#own, ...(await this.#propertiesIn(about, options))];
    const listed: Measure[] = [];
    for (const measure of measures) listed.push(await this.describe(measure, about, options));
    return listed;
  }

  /** Throws NOT_FOUND for a measure the database does not have. */
  async find(id: string, options: QueryOptions): Promise<BoundMeasure> {
    const own = this.#own.find(({ spec }) => spec.id === id);
    if (own !== undefined) return own;
    const properties = await this.#propertiesIn({ sessions: [], episodes: [] }, options);
    const found = properties.find(
      ({ spec }) => spec.id === id || spec.id === `property:${id}` || `property:${spec.id}` === id,
    );
    if (found === undefined) throw new Failure('NOT_FOUND', `There is no measure “${id}” in this database`);
    return found;
  }

  /** With the unit that these episodes agree on. */
  async describe(measure: BoundMeasure, about: Episodes, options: QueryOptions): Promise<Measure> {
    const { unit } = measure.spec;
    const key = JSON.stringify([unit, about]);
    return asMeasure(measure, await this.#units.get(key, () => unitOf(this.#lens, unit, about, options)));
  }

  #propertiesIn(about: Episodes, options: QueryOptions): Promise<readonly BoundMeasure[]> {
    const taken = new Set(this.#own.map(({ spec }) => spec.id));
    return this.#properties.get(JSON.stringify(about), () => propertyMeasures(this.#lens, about, taken, options));
  }
}
