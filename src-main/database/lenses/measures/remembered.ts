/**
 * Answers kept for a while, so that asking again costs nothing; databases change, so not for ever. Only finished answers
 * are kept: a cancelled question must not cancel another's.
 */
export class Remembered<T> {
  readonly #answers = new Map<string, { readonly value: T; readonly until: number }>();
  readonly #milliseconds: number;
  readonly #most: number;

  constructor(milliseconds = 30_000, most = 200) {
    this.#milliseconds = milliseconds;
    this.#most = most;
  }

  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined && performance.now() < known.until) return known.value;
    const value = await ask();
    this.set(key, value);
    return value;
  }

  forget(key: string): void {
    this.#answers.delete(key);
  }

  set(key: string, value: T): void {
    this.#answers.delete(key);
    this.#answers.set(key, { value, until: performance.now() + this.#milliseconds });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > this.#most && oldest !== undefined) this.#answers.delete(oldest);
  }
}
