import { firstWhere } from '#shared/model/first-where.ts';
import { ODD, ODD_CHUNK, ODD_ENTRY, type Place } from './layout.ts';

/** What is counted beside points (see `layout.ts`). */
export interface Odd {
  readonly steps: number;
  readonly rows: number;
  readonly finite: number;
  readonly below: number;
}

/** The odd steps of a line. */
export class Odds {
  readonly #place: Place;
  readonly #count: number;
  readonly #table: Float64Array;

  constructor(place: Place, count: number, table: Float64Array) {
    this.#place = place;
    this.#count = count;
    this.#table = table;
  }

  between(from: number, to: number): Odd {
    if (this.#count === 0) return NOTHING;
    const [before, upTo] = [this.#sums((x) => x >= from), this.#sums((x) => x > to)];
    return {
      steps: upTo.steps - before.steps,
      rows: upTo.rows - before.rows,
      finite: upTo.finite - before.finite,
      below: upTo.below - before.below,
    };
  }

  /** Of those before the first that lies beyond. */
  #sums(beyond: (x: number) => boolean): Odd {
    const chunk = firstWhere(this.#table.length / ODD_ENTRY, (at) => beyond(this.#table[at * ODD_ENTRY + 2]!));
    const before = chunk * ODD_CHUNK;
    const entries = this.#read(chunk, Math.min(ODD_CHUNK, this.#count - before));
    const steps = firstWhere(entries.length / ODD, (at) => beyond(entries[at * ODD]!));
    if (steps > 0) return oddOf(entries, (steps - 1) * ODD, before + steps);
    return chunk === 0 ? NOTHING : oddOf(this.#table, (chunk - 1) * ODD_ENTRY + 2, before);
  }

  #read(chunk: number, count: number): Float64Array {
    const entries = this.#place.room.subarray(0, Math.max(0, count) * ODD);
    const [offset, checksum] = this.#table.subarray(chunk * ODD_ENTRY, chunk * ODD_ENTRY + 2);
    if (offset !== undefined) this.#place.fill(entries, offset, checksum!);
    return entries;
  }
}

const NOTHING: Odd = { steps: 0, rows: 0, finite: 0, below: 0 };

/** The entry at `at`, which sums up to there. */
function oddOf(entries: Float64Array, at: number, steps: number): Odd {
  return { steps, rows: entries[at + 1]!, finite: entries[at + 2]!, below: entries[at + 3]! };
}
