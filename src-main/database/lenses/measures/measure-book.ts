import type { Measure } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens } from '../binding/bind.ts';
import { KeyBook } from './key-book.ts';
import { asMeasure, type BoundMeasure, lensMeasures, sharesTime } from './measures.ts';
import type { PropertyBook } from './property-book.ts';
import { propertyMeasure } from './property-measures.ts';
import { recommendedFirst } from './recommended.ts';
import { Remembered } from './remembered.ts';
import { type Episodes, unitOf } from './units.ts';

/** The measures of a database: the lens's own and the properties that really have rows. Remembers what it found. */
export class MeasureBook {
  readonly #lens: BoundLens;
  readonly #properties: PropertyBook;
  readonly #keys: KeyBook;
  readonly #own: readonly BoundMeasure[];
  readonly #units = new Remembered<string | null>();
  /** What was told of measures that rows name: thousands of episodes have the same. */
  readonly #told = {
    all: new WeakMap<object, readonly Measure[]>(),
    ofEpisode: new WeakMap<object, readonly Measure[]>(),
  };

  constructor(lens: BoundLens, properties: PropertyBook) {
    this.#lens = lens;
    this.#properties = properties;
    this.#keys = new KeyBook(lens);
    this.#own = lensMeasures(lens);
  }

  /** Those that the lens recommends first; of an episode, whose chart is about its steps, those of records last. */
  async list(about: Episodes, options: QueryOptions): Promise<readonly Measure[]> {
    const stored = await this.#stored(about, options);
    const told = about.episodes.length === 0 ? this.#told.all : this.#told.ofEpisode;
    const known = told.get(stored);
    if (known !== undefined) return known;
    const measures = await this.#inOrder(stored, about, options);
    // What a unit is may be another one for other episodes.
    if (this.#own.every(({ spec }) => typeof spec.unit !== 'object')) told.set(stored, measures);
    return measures;
  }

  async #inOrder(stored: readonly BoundMeasure[], about: Episodes, options: QueryOptions): Promise<readonly Measure[]> {
    const { recommended } = this.#lens.lens;
    const described = (measures: readonly BoundMeasure[]) => this.#described(measures, about, options);
    if (about.episodes.length === 0) return recommendedFirst(await described([...this.#own, ...stored]), recommended);
    const measures = [...this.#own.filter((each) => sharesTime(each, this.#lens)), ...stored];
    const ofSteps = measures.filter(({ over }) => over === undefined);
    const ofRecords = measures.filter(({ over }) => over !== undefined);
    return [...recommendedFirst(await described(ofSteps), recommended), ...(await described(ofRecords))];
  }

  async #described(
    measures: readonly BoundMeasure[],
    about: Episodes,
    options: QueryOptions,
  ): Promise<readonly Measure[]> {
    const described: Measure[] = [];
    for (const measure of measures) {
      const partOf = wholeOf(measure, measures);
      const { unit } = measure.spec;
      // Where rows need not be asked: thousands would be waited for one by one.
      const known =
        typeof unit === 'object' ? await this.describe(measure, about, options) : asMeasure(measure, unit ?? null);
      described.push(partOf === undefined ? known : { ...known, partOf });
    }
    return described;
  }

  /** By its id, or a title that no other has. Throws NOT_FOUND for a measure that neither the whole database is known to have nor what is asked `about`. */
  async find(id: string, about: Episodes, options: QueryOptions): Promise<BoundMeasure> {
    const own = this.#own.find(({ spec }) => spec.id === id);
    if (own !== undefined) return own;
    for (const episodes of [ALL, about]) {
      const stored = await this.#stored(episodes, options);
      const found = stored.find(({ spec }) => [id, `property:${id}`].includes(spec.id) || `property:${spec.id}` === id);
      if (found !== undefined) return found;
    }
    const named = this.#own.filter(({ spec }) => spec.title === id);
    if (named.length === 1) return named[0]!;
    throw new Failure('NOT_FOUND', `There is no measure “${id}” in this database`);
  }

  /** With the unit that these episodes agree on. */
  async describe(measure: BoundMeasure, { sessions, episodes }: Episodes, options: QueryOptions): Promise<Measure> {
    const { unit } = measure.spec;
    if (typeof unit !== 'object') return asMeasure(measure, unit ?? null);
    const key = JSON.stringify([unit, sessions, episodes]);
    const ask = () => unitOf(this.#lens, unit, { sessions, episodes }, options);
    return asMeasure(measure, await this.#units.get(key, ask));
  }

  async #stored(about: Episodes, options: QueryOptions): Promise<readonly BoundMeasure[]> {
    const own = new Set(this.#own.map(({ spec }) => spec.id));
    const properties = await this.#propertyMeasures(about, own, options);
    const taken = new Set([...own, ...properties.map(({ spec }) => spec.id)]);
    const keys = await this.#keys.of(about, taken, options);
    return properties.length === 0 ? keys : [...properties, ...keys];
  }

  async #propertyMeasures(about: Episodes, taken: ReadonlySet<string>, options: QueryOptions) {
    const { bound } = this.#properties;
    if (bound === null) return [];
    const properties = await this.#properties.of(about, options);
    return properties.filter(({ numeric }) => numeric).map((each) => propertyMeasure(bound, each, taken));
  }
}

/** The sum that a measure is a part of, if it is there and of the same level. */
function wholeOf({ spec }: BoundMeasure, all: readonly BoundMeasure[]): string | undefined {
  const isThere = (id: string) => all.some((each) => each.spec.id === id && each.spec.level === spec.level);
  return spec.partOf?.find((id) => id !== spec.id && isThere(id));
}

const ALL: Episodes = { sessions: [], episodes: [] };
