import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { trajectoryColumns } from '../trajectory/trajectory.ts';
import { type BoundProperties, bindProperties, type Property, propertiesOf } from './properties.ts';
import { type PropertyColumn, propertyColumns } from './property-columns.ts';
import { Remembered } from './remembered.ts';
import type { Episodes } from './units.ts';

/** Which properties there are, in the whole database or some episodes. Remembers what it found. */
export class PropertyBook {
  readonly #lens: BoundLens;
  readonly #found = new Remembered<readonly Property[]>();
  /** `null` for a lens or a database without properties. */
  readonly bound: BoundProperties | null;

  constructor(lens: BoundLens) {
    this.#lens = lens;
    this.bound = bindProperties(lens);
  }

  async of({ sessions, episodes }: Episodes, options: QueryOptions): Promise<readonly Property[]> {
    const { bound } = this;
    if (bound === null) return [];
    const key = JSON.stringify([sessions, episodes]);
    return this.#found.get(key, () => propertiesOf(this.#lens, bound, { sessions, episodes }, options));
  }

  /** The columns that they add to the trajectory of an episode. */
  async columnsOf(steps: BoundSteps, episode: string, options: QueryOptions): Promise<readonly PropertyColumn[]> {
    if (this.bound === null) return [];
    const taken = new Set(trajectoryColumns(steps).map(({ name }) => name));
    return propertyColumns(this.bound, await this.of({ sessions: [], episodes: [episode] }, options), taken);
  }
}
