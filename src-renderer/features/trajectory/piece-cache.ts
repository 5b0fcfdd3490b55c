/** Keeps the most recently used values by index, up to a fixed number. */
export class PieceCache<T> {
  readonly #kept = new Map<number, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = Math.max(1, most);
  }

  /** Reading counts as use. */
  get(index: number): T | undefined {
    const value = this.#kept.get(index);
    if (value === undefined) return undefined;
    this.#kept.delete(index);
    this.#kept.set(index, value);
    return value;
  }

  has(index: number): boolean {
    return this.#kept.has(index);
  }

  put(index: number, value: T): void {
    this.#kept.delete(index);
    this.#kept.set(index, value);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) return;
      this.#kept.delete(oldest);
    }
  }

  get size(): number {
    return this.#kept.size;
  }
}
