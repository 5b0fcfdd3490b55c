import type { ColumnValue, TableBatch } from '../importer.ts';
import { observationColumns, propertyColumns } from './tracking-tables.ts';

export interface Observation {
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

  /** @param first id of the first observation */
  constructor(first: number) {
    this.#next = first;
  }

  add({ episode, frame, agent, type, position, velocity }: Observation): number {
    const id = this.#next;
    this.#next += 1;
    const [x, y, z = null] = position;
    const [vx = null, vy = null, vz = null] = velocity ?? [];
    this.#observations.push([id, episode, frame, agent, type, x, y, z, vx, vy, vz]);
    return id;
  }

  property(observation: number, property: string, value: number | string): void {
    const text = typeof value === 'string';
    this.#properties.push([observation, property, text ? null : value, text ? value : null]);
  }

  /** What has been collected, once it is enough to be worth it or `all` is wanted. Observations come first. */
  *take(all = false): Generator<TableBatch> {
    if (!all && this.#observations.length < ENOUGH && this.#properties.length < ENOUGH) return;
    if (this.#observations.length > 0) yield columnsOf('observations', this.#observations, observationColumns.length);
    if (this.#properties.length > 0) yield columnsOf('extended_properties', this.#properties, propertyColumns.length);
    this.#observations = [];
    this.#properties = [];
  }
}

const ENOUGH = 20_000;

function columnsOf(table: string, rows: readonly (readonly ColumnValue[])[], width: number): TableBatch {
  const columns = Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? null));
  return { table, rows: rows.length, columns };
}
