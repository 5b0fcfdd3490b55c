import type { Frames } from './frames.ts';

/** Where in time one looks. One per trajectory page; picture, chart, slider and table all follow it. */
export interface CursorState {
  /** A value of the time column, always a frame. */
  readonly time: number;
  readonly playing: boolean;
  /** 1 is as fast as it was recorded. */
  readonly speed: number;
  /** Whether playing starts over at the end: of the episode, or of `part`. */
  readonly loop: boolean;
  /** The part of time that is played over and over, both ends included. */
  readonly part: readonly [from: number, to: number] | undefined;
}

export const SPEEDS = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 25] as const;

/** Frames per second when the episode does not say. */
export const DEFAULT_RATE = 30;

/** A store for `useSyncExternalStore`; `subscribe` and `get` are bound. */
export class Cursor {
  #state: CursorState;
  #frames: Frames;
  /** Frames per second at speed 1. */
  readonly #rate: number;
  readonly #listeners = new Set<() => void>();
  /** Part of a frame that has passed but is not shown yet. */
  #rest = 0;

  constructor(frames: Frames, rate: number | null, start = frames.first) {
    this.#frames = frames;
    this.#rate = rate !== null && rate > 0 ? rate : DEFAULT_RATE;
    this.#state = { time: frames.snap(start), playing: false, speed: 1, loop: false, part: undefined };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): CursorState => this.#state;

  get frames(): Frames {
    return this.#frames;
  }

  get rate(): number {
    return this.#rate;
  }

  /** Better knowledge of which frames there are; the cursor stays where it is or moves to the frame before. */
  know(frames: Frames): void {
    this.#frames = frames;
    this.#state = { ...this.#state, time: frames.snap(this.#state.time) };
    this.#tell();
  }

  seek(time: number): void {
    if (Number.isNaN(time)) return;
    this.#rest = 0;
    this.#set({ time: this.#frames.snap(time) });
  }

  step(frames: number): void {
    this.#rest = 0;
    this.#set({ time: this.#frames.move(this.#state.time, frames), playing: false });
  }

  /** From the last frame, playing starts over; outside the part that is looped, it starts there. */
  play(): void {
    const { time } = this.#state;
    const [first, last] = this.#span();
    this.#rest = 0;
    this.#set({ playing: this.#frames.count > 1, ...((time >= last || time < first) && { time: first }) });
  }

  pause(): void {
    this.#set({ playing: false });
  }

  toggle(): void {
    if (this.#state.playing) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.#set({ speed });
  }

  setLoop(loop: boolean): void {
    this.#set({ loop });
  }

  /** Plays a part of time over and over; `undefined` for all of it again, once. */
  setPart(part: CursorState['part']): void {
    const [from, to] = (part ?? [0, 0]).map((end) => this.#frames.snap(end)).sort((a, b) => a - b) as [number, number];
    this.#set(part && to > from ? { part: [from, to], loop: true } : { part: undefined, loop: false });
  }

  /** Begins or ends the looped part here. */
  markPart(end: 'from' | 'to'): void {
    const { time, part = [this.#frames.first, this.#frames.last] } = this.#state;
    this.setPart(end === 'from' ? [time, Math.max(part[1], time)] : [Math.min(part[0], time), time]);
  }

  /** What is played. */
  #span(): readonly [number, number] {
    const { loop, part } = this.#state;
    return loop && part ? part : [this.#frames.first, this.#frames.last];
  }

  /** Lets `milliseconds` pass while playing. */
  advance(milliseconds: number): void {
    const { playing, speed, loop, time } = this.#state;
    if (!playing) return;
    const frames = this.#rest + (milliseconds / 1000) * this.#rate * speed;
    const whole = Math.floor(frames);
    this.#rest = frames - whole;
    if (whole === 0) return;
    const [first, last] = this.#span();
    const past = this.#frames.index(time) + whole - this.#frames.index(last);
    const count = this.#frames.index(last) - this.#frames.index(first) + 1;
    if (past <= 0) this.#set({ time: this.#frames.move(time, whole) });
    else if (loop) this.#set({ time: this.#frames.move(first, (past - 1) % count) });
    else this.#set({ time: last, playing: false });
  }

  #set(change: Partial<CursorState>): void {
    const next = { ...this.#state, ...change };
    const keys = Object.keys(change) as (keyof CursorState)[];
    if (keys.every((key) => next[key] === this.#state[key])) return;
    this.#state = next;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The next faster (`+1`) or slower (`-1`) speed. */
export function nextSpeed(speed: number, by: 1 | -1): number {
  const at = SPEEDS.findIndex((each) => each >= speed);
  return SPEEDS[Math.min(Math.max((at < 0 ? SPEEDS.length - 1 : at) + by, 0), SPEEDS.length - 1)] ?? 1;
}
