import type { Measure } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens } from '../binding/bind.ts';
import { asMeasure, type BoundMeasure, lensMeasures } from './measures.ts';
import type { PropertyBook } from './property-book.ts';
import { propertyMeasure } from './property-measures.ts';
import { Remembered } from './remembered.ts';
import { type Episodes, unitOf } from './units.ts';

/** The measures of a database: the lens's own and the properties that really have rows. Remembers what it found. */
export class MeasureBook {
  readonly #lens: BoundLens;
  readonly #properties: PropertyBook;
  readonly #own: readonly BoundMeasure[];
  readonly #units = new Remembered<string | null>();

  constructor(lens: BoundLens, properties: PropertyBook) {
    this.#lens = lens;
    this.#properties = properties;
    this.#own = lensMeasures(lens);
  }

  async list(about: Episodes, options: QueryOptions): Promise<readonly Measure[]> {
    const measures = [...this.#own, ...(await this.#stored(about, options))];
    const listed: Measure[] = [];
    for (const measure of measures) listed.push(await this.describe(measure, about, options));
    return listed;
  }

  /** Throws NOT_FOUND for a measure the database does not have. */
  async find(id: string, options: QueryOptions): Promise<BoundMeasure> {
    const own = this.#own.find(({ spec }) => spec.id === id);
    if (own !== undefined) return own;
    const stored = await this.#stored({ sessions: [], episodes: [] }, options);
    const found = stored.find(({ spec }) => [id, `property:${id}`].includes(spec.id) || `property:${spec.id}` === id);
    if (found === undefined) throw new Failure('NOT_FOUND', `There is no measure “${id}” in this database`);
    return found;
  }

  /** With the unit that these episodes agree on. */
  async describe(measure: BoundMeasure, { sessions, episodes }: Episodes, options: QueryOptions): Promise<Measure> {
    const { unit } = measure.spec;
    const key = JSON.stringify([unit, sessions, episodes]);
    const ask = () => unitOf(this.#lens, unit, { sessions, episodes }, options);
    return asMeasure(measure, await this.#units.get(key, ask));
  }

  async #stored(about: Episodes, options: QueryOptions): Promise<readonly BoundMeasure[]> {
    const { bound } = this.#properties;
    if (bound === null) return [];
    const taken = new Set(this.#own.map(({ spec }) => spec.id));
    const properties = await this.#properties.of(about, options);
    return properties.filter(({ numeric }) => numeric).map((each) => propertyMeasure(bound, each, taken));
  }
}
