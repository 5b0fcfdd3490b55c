import type { ColumnValue, RowOrigin, TableBatch } from '../importer.ts';
import { batchOf, observationColumns, propertyColumns } from './tracking-tables.ts';

export interface Observation {
  /** That it is from. */
  readonly file: string;
  readonly episode: string;
  readonly frame: number;
  readonly agent: number;
  readonly type: string;
  readonly position: readonly [x: number, y: number, z?: number | null];
  /** Per frame; absent where it is unknown. */
  readonly velocity?: readonly [x: number, y: number, z?: number | null] | undefined;
}

/** Collects observations and their properties, and gives them as batches of some thousand rows. */
export class ObservationRows {
  #next: number;
  #observations: ColumnValue[][] = [];
  #properties: ColumnValue[][] = [];
  #places: RowOrigin[] = [];
  #propertyPlaces: RowOrigin[] = [];
  #last: { file: string; line: number } = { file: '', line: 0 };

  /** @param first id of the first observation */
  constructor(first: number) {
    this.#next = first;
  }

  /** Its place is its number in its file, from 1. */
  add({ file, episode, frame, agent, type, position, velocity }: Observation): number {
    const id = this.#next;
    this.#last = { file, line: this.#last.file === file ? this.#last.line + 1 : 1 };
    this.#places.push(this.#last);
    this.#next += 1;
    const [x, y, z = null] = position;
    const [vx = null, vy = null, vz = null] = velocity ?? [];
    this.#observations.push([id, episode, frame, agent, type, x, y, z, vx, vy, vz]);
    return id;
  }

  property(observation: number, property: string, value: number | string): void {
    const text = typeof value === 'string';
    this.#propertyPlaces.push(this.#last);
    this.#properties.push([observation, property, text ? null : value, text ? value : null]);
  }

  /** What has been collected, once it is enough to be worth it or `all` is wanted. Observations come first. */
  *take(all = false): Generator<TableBatch> {
    if (!all && this.#observations.length < ENOUGH && this.#properties.length < ENOUGH) return;
    const [rows, properties] = [this.#observations, this.#properties];
    if (rows.length > 0) yield batchOf('observations', rows, observationColumns.length, this.#places);
    if (properties.length > 0)
      yield batchOf('extended_properties', properties, propertyColumns.length, this.#propertyPlaces);
    [this.#observations, this.#properties, this.#places, this.#propertyPlaces] = [[], [], [], []];
  }
}

const ENOUGH = 20_000;
