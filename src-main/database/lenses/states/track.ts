import type { StateNumber } from '#shared/model/states.ts';

/** A time during which a state held. */
export interface Held {
  readonly since: number;
  readonly until: number;
  readonly state: StateNumber;
  /** Whether it began after another state and ended with another one, rather than with the range, a silence, or the record. */
  readonly whole: boolean;
}

/**
 * What follows from the rows of some parts in the order of time: when they are on, off or unknown together. On while any
 * part is on, else off while any is off, else unknown while any is; otherwise nothing is known. A part's state holds
 * until its next row, at most for `hold` seconds.
 */
export class Track {
  readonly #hold: number;
  readonly #emit: (held: Held) => void;
  readonly #states: (StateNumber | null)[];
  readonly #expires: number[];
  /** The least of `#expires`. */
  #next = Number.POSITIVE_INFINITY;
  #state: StateNumber | null = null;
  #since = 0;
  #begun = false;

  constructor(parts: number, hold: number, emit: (held: Held) => void) {
    this.#hold = hold;
    this.#emit = emit;
    this.#states = Array.from({ length: parts }, () => null);
    this.#expires = Array.from({ length: parts }, () => Number.POSITIVE_INFINITY);
  }

  /** The state a part has when the range begins, by a row at `at` before it. */
  carry(part: number, at: number, state: StateNumber | null, from: number): void {
    this.#set(part, at, state);
    this.#become(this.#together(), from, false);
  }

  change(part: number, at: number, state: StateNumber | null): void {
    this.#expire(at);
    this.#set(part, at, state);
    this.#become(this.#together(), at, true);
  }

  /** The end of the range or of the record. */
  end(at: number): void {
    this.#expire(at);
    this.#become(null, at, false);
  }

  #set(part: number, at: number, state: StateNumber | null): void {
    const before = this.#expires[part];
    const expires = state === null ? Number.POSITIVE_INFINITY : at + this.#hold;
    this.#states[part] = state;
    this.#expires[part] = expires;
    if (expires < this.#next) this.#next = expires;
    else if (before === this.#next) this.#next = leastOf(this.#expires);
  }

  /** Parts that fall silent until then, one after the other. */
  #expire(until: number): void {
    for (;;) {
      const next = this.#next;
      if (next >= until) return;
      for (const [part, at] of this.#expires.entries()) if (at === next) this.#set(part, at, null);
      this.#become(this.#together(), next, false);
    }
  }

  #together(): StateNumber | null {
    if (this.#states.includes(1)) return 1;
    return this.#states.includes(0) ? 0 : this.#states.includes(2) ? 2 : null;
  }

  #become(state: StateNumber | null, at: number, byRow: boolean): void {
    if (state === this.#state) return;
    if (this.#state !== null && at > this.#since) {
      const whole = this.#begun && byRow && state !== null;
      this.#emit({ since: this.#since, until: at, state: this.#state, whole });
    }
    this.#begun = byRow && this.#state !== null;
    this.#state = state;
    this.#since = at;
  }
}

/** Called for every row: to spread them as arguments takes longer. */
function leastOf(values: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < least) least = value;
  return least;
}
