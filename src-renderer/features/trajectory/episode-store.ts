import type { ErrorData } from '#shared/model/failure.ts';
import { type Frames, seenFrames } from './frames.ts';
import { type Piece, rowAt, thinPiece } from './piece.ts';
import { PieceCache } from './piece-cache.ts';
import { type Extent, fetchOrder, type PiecePlan, planPieces, ROWS_PER_PIECE } from './piece-plan.ts';

/** Rows kept whole around the cursor (36 bytes each), and rows kept for the paths from afar. */
const KEPT_ROWS = 1_000_000;
const PATH_ROWS = 200_000;
/** Above this the paths show only what has been looked at: reading everything would take longer than anyone waits. */
const MOST_ROWS = 5_000_000;

export interface EpisodeState {
  /** Counts up whenever there is something new to draw. */
  readonly version: number;
  /** Pieces read so far, of how many. */
  readonly read: number;
  readonly pieces: number;
  readonly failure: ErrorData | undefined;
}

export interface EpisodeOptions {
  readonly extent: Extent;
  readonly fetchPiece: (range: { from: number; to: number }, signal: AbortSignal) => Promise<Piece>;
  readonly failureOf: (thrown: unknown) => ErrorData;
}

/**
 * The positions of one episode, fetched in pieces: first what the cursor needs, then everything else for the paths. For
 * `useSyncExternalStore`; `subscribe` and `get` are bound.
 */
export class EpisodeStore {
  readonly plan: PiecePlan;
  /** Every how many rows of an agent the paths keep; 1 is all. */
  readonly stride: number;
  readonly #options: EpisodeOptions;
  readonly #cache: PieceCache<Piece>;
  readonly #paths: (Piece | undefined)[];
  readonly #listeners = new Set<() => void>();
  #state: EpisodeState;
  #wanted = { time: 0, trail: 0 };
  #running: AbortController | undefined;

  constructor(options: EpisodeOptions) {
    this.#options = options;
    this.plan = planPieces(options.extent);
    this.stride = Math.max(1, Math.ceil(options.extent.rows / PATH_ROWS));
    this.#cache = new PieceCache(Math.ceil(KEPT_ROWS / ROWS_PER_PIECE));
    this.#paths = new Array<Piece | undefined>(this.plan.count);
    this.#state = { version: 0, read: 0, pieces: this.plan.count, failure: undefined };
    this.#wanted = { time: options.extent.first, trail: 0 };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): EpisodeState => this.#state;

  /** Begins (or begins again) to fetch; the result stops it. */
  start(): () => void {
    const running = new AbortController();
    this.#running?.abort();
    this.#running = running;
    this.#set({ failure: undefined });
    void this.#run(running.signal);
    return () => running.abort();
  }

  /** What the cursor needs next. */
  want(time: number, trail: number): void {
    this.#wanted = { time, trail };
    if (this.#idle && this.#next() !== undefined) this.start();
  }

  /** Whether the frame at `time` can be drawn. */
  has(time: number): boolean {
    return this.#cache.has(this.plan.indexOf(time));
  }

  pieceAt(time: number): Piece | undefined {
    return this.#cache.get(this.plan.indexOf(time));
  }

  /** Pieces from `from` to `to` as far as they are kept whole, in order of time. */
  piecesBetween(from: number, to: number): readonly Piece[] {
    const pieces: Piece[] = [];
    for (let index = this.plan.indexOf(from); index <= this.plan.indexOf(to); index++) {
      const piece = this.#cache.get(index);
      if (piece) pieces.push(piece);
    }
    return pieces;
  }

  /** Thinned pieces of the whole episode, in order of time; holes where nothing has been read yet. */
  get paths(): readonly (Piece | undefined)[] {
    return this.#paths;
  }

  /** All frames, once every piece has been seen. */
  frames(): Frames | undefined {
    if (this.#state.read < this.plan.count) return undefined;
    const parts = this.#paths.map((piece) => piece?.frames ?? new Float64Array());
    const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all.length > 0 ? seenFrames(all) : undefined;
  }

  #idle = true;

  async #run(signal: AbortSignal): Promise<void> {
    this.#idle = false;
    const workers = [this.#work(signal), this.#work(signal)];
    await Promise.all(workers);
    if (!signal.aborted) this.#idle = true;
  }

  readonly #fetching = new Set<number>();

  async #work(signal: AbortSignal): Promise<void> {
    for (let index = this.#next(); index !== undefined && !signal.aborted; index = this.#next()) {
      this.#fetching.add(index);
      try {
        this.#accept(index, await this.#options.fetchPiece(this.plan.range(index), signal));
      } catch (thrown) {
        if (signal.aborted) return;
        this.#set({ failure: this.#options.failureOf(thrown) });
        return;
      } finally {
        this.#fetching.delete(index);
      }
    }
  }

  #next(): number | undefined {
    const { time, trail } = this.#wanted;
    const { rows } = this.#options.extent;
    const near = new Set(fetchOrder(this.plan, time, trail).slice(0, this.#near(time, trail)));
    const free = (index: number) => !this.#fetching.has(index);
    for (const index of near) if (free(index) && !this.#cache.has(index)) return index;
    if (rows > MOST_ROWS) return undefined;
    for (let index = 0; index < this.plan.count; index++) if (free(index) && !this.#paths[index]) return index;
    return undefined;
  }

  #near(time: number, trail: number): number {
    const here = this.plan.indexOf(time);
    return Math.min(here - this.plan.indexOf(time - trail) + 3, this.plan.count);
  }

  #accept(index: number, piece: Piece): void {
    const isNew = this.#paths[index] === undefined;
    this.#cache.put(index, piece);
    if (isNew) this.#paths[index] = thinPiece(piece, this.stride);
    this.#set({ version: this.#state.version + 1, read: this.#state.read + (isNew ? 1 : 0), failure: undefined });
  }

  #set(change: Partial<EpisodeState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Where an agent is at a frame: seen there, or between two sightings (`seen` false), or `undefined` when it is not there. */
export interface Sighting {
  readonly piece: Piece;
  readonly row: number;
  readonly seen: boolean;
}

/** Looks in the piece of the frame and, for an agent that is missing there, in the pieces beside it. */
export function sight(store: EpisodeStore, agent: number, time: number): Sighting | undefined {
  const piece = store.pieceAt(time);
  if (!piece) return undefined;
  const row = rowAt(piece, agent, time);
  if (row >= 0 && piece.time[row] === time) return { piece, row, seen: true };
  const later = row >= 0 ? row + 1 < (piece.starts[agent + 1] ?? 0) : hasRows(piece, agent);
  if (row >= 0) return later ? { piece, row, seen: false } : undefined;
  return undefined;
}

const hasRows = (piece: Piece, agent: number) => (piece.starts[agent + 1] ?? 0) > (piece.starts[agent] ?? 0);
