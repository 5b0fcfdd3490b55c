/** Doubles that become more. */
export class Growing {
  #room = new Float64Array(64);
  #length = 0;

  push(...values: readonly number[]): void {
    for (const value of values) this.#push(value);
  }

  get values(): Float64Array {
    return this.#room.subarray(0, this.#length);
  }

  #push(value: number): void {
    if (this.#length === this.#room.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#room);
      this.#room = larger;
    }
    this.#room[this.#length++] = value;
  }
}
