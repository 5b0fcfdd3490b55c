/** While pieces arrive one after the other, the growing paths are painted anew at most every so many milliseconds… */
const PAUSE = 100;
/** …and never for more than a share of the time, which is better spent on what arrives. */
const SHARE = 1 / 5;

/** Gathers what arrives until the paths are to be painted anew. */
export class Arrivals {
  readonly #paint: () => void;
  /** When they may be painted next. */
  #next = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(paint: () => void) {
    this.#paint = paint;
  }

  /** Something has arrived. */
  add(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      this.#paint();
    }, this.#next - performance.now());
  }

  /** The paths have just been painted, for so many milliseconds. */
  lasted(milliseconds: number): void {
    this.#next = performance.now() + Math.max(PAUSE, milliseconds / SHARE);
  }

  stop(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }
}
