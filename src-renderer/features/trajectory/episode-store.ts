import type { ErrorData } from '#shared/model/failure.ts';
import { EpisodePaths } from './episode-paths.ts';
import type { Piece } from './piece.ts';
import { PieceCache } from './piece-cache.ts';
import { type Extent, nearPieces, type PiecePlan, type PieceRange, planPieces, ROWS_PER_PIECE } from './piece-plan.ts';

/** Rows kept whole around the cursor (36 bytes each), and rows kept for the paths from afar. */
const KEPT_ROWS = 1_000_000;
const PATH_ROWS = 200_000;
/** Above this the paths show only what has been looked at: reading everything would take longer than anyone waits. */
const MOST_ROWS = 5_000_000;

/** Questions at a time while nobody waits for a frame, and how many pieces each may be about that only paths are drawn from. */
const AT_ONCE = 2;
const PIECES_AT_ONCE = 8;

/** The wanted frame comes ahead of its piece, with the one before that tells where agents head, where the piece has more frames than this. */
const LONG_PIECE = 12;

export interface EpisodeState {
  /** Counts up whenever there is something new to draw. */
  readonly version: number;
  /** Pieces read so far, of how many. */
  readonly read: number;
  readonly pieces: number;
  readonly failure: ErrorData | undefined;
}

/** Of all whole-numbered frames only those at `first`, `first + by`, `first + 2 by`… */
export interface Every {
  readonly first: number;
  readonly by: number;
}

export interface EpisodeOptions {
  readonly extent: Extent;
  /** Whether to fetch only what the cursor needs: more is about to be known, and the paths are worth reading then. */
  readonly alone?: boolean;
  /** Whether some frames of all paths are at hand. */
  readonly outlined?: boolean;
  /** Pieces that follow one another, each from where the one before ends. */
  readonly fetchPieces: (
    ranges: readonly PieceRange[],
    signal: AbortSignal,
    every?: Every,
  ) => Promise<readonly Piece[]>;
  readonly failureOf: (thrown: unknown) => ErrorData;
}

/**
 * The positions of one episode, fetched in pieces: first what the cursor needs, then everything else for the paths. For
 * `useSyncExternalStore`; `subscribe` and `get` are bound.
 */
export class EpisodeStore {
  readonly plan: PiecePlan;
  readonly paths: EpisodePaths;
  readonly #options: EpisodeOptions;
  readonly #cache: PieceCache<Piece>;
  readonly #listeners = new Set<() => void>();
  #state: EpisodeState;
  readonly #fetching = new Map<number, AbortController>();
  #wanted: { readonly time: number; readonly trail: number };
  #active = false;
  #looking: AbortController | undefined;
  #outlining: AbortController | undefined;
  #isOutlined = false;
  #glance: { readonly from: number; readonly to: number; readonly piece: Piece } | undefined;

  constructor(options: EpisodeOptions) {
    this.#options = options;
    this.plan = planPieces(options.extent);
    this.paths = new EpisodePaths(this.plan.count, Math.max(1, Math.ceil(options.extent.rows / PATH_ROWS)));
    this.#cache = new PieceCache(Math.ceil(KEPT_ROWS / ROWS_PER_PIECE));
    this.#state = { version: 0, read: 0, pieces: this.plan.count, failure: undefined };
    this.#wanted = { time: options.extent.first, trail: 0 };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): EpisodeState => this.#state;

  /** Begins, or begins again after a failure, to fetch. */
  start(): void {
    this.stop();
    this.#active = true;
    this.#set({ failure: undefined });
    this.#goOn();
  }

  stop(): void {
    this.#active = false;
    this.#looking?.abort();
    this.#looking = undefined;
    this.#outlining?.abort();
    this.#outlining = undefined;
    this.#leaveAll();
  }

  /** What the cursor needs next: the frame at `time` and the `trail` before it, in units of time. */
  want(time: number, trail: number): void {
    this.#wanted = { time, trail };
    if (this.#state.failure !== undefined) return;
    this.#active = true;
    this.#goOn();
  }

  /** Whether the frame at `time` can be drawn. */
  has(time: number): boolean {
    return this.#cache.has(this.plan.indexOf(time)) || this.#glanceAt(time) !== undefined;
  }

  pieceAt(time: number): Piece | undefined {
    return this.#cache.get(this.plan.indexOf(time)) ?? this.#glanceAt(time);
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

  /** Whether it fetches only what the cursor needs. */
  get isAlone(): boolean {
    return this.#options.alone === true;
  }

  /** Whether it waits for all paths as they are seen from afar. */
  get isOutlining(): boolean {
    return this.#outlining !== undefined;
  }

  /** Fetches what is needed most: while the wanted frame is not here, nothing else but what shows all paths from afar. */
  #goOn(): void {
    if (!this.#active || this.#state.failure !== undefined) return;
    const { time } = this.#wanted;
    const here = this.plan.indexOf(time);
    const isHere = this.#cache.has(here);
    if (!isHere) this.#leaveAll(here);
    if (
      this.#looking === undefined &&
      !isHere &&
      !this.#fetching.has(here) &&
      this.#isLong &&
      this.#glanceAt(time) === undefined
    ) {
      void this.#look(time);
    }
    void this.#outline();
    if (this.#looking !== undefined) return;
    const most = isHere && this.#outlining === undefined ? AT_ONCE : 1;
    while (new Set(this.#fetching.values()).size < most) {
      const next = this.#next();
      if (next.length === 0) return;
      void this.#fetch(next);
    }
  }

  get #isLong(): boolean {
    const { from, to } = this.plan.range(0);
    return this.plan.count > 1 && to - from > LONG_PIECE * this.#options.extent.step;
  }

  #glanceAt(time: number): Piece | undefined {
    const glance = this.#glance;
    return glance !== undefined && time >= glance.from && time < glance.to ? glance.piece : undefined;
  }

  /** Pieces that nobody waits for any more, but for one and those that come with it. */
  #leaveAll(but?: number): void {
    const kept = but === undefined ? undefined : this.#fetching.get(but);
    for (const [index, fetching] of this.#fetching) {
      if (fetching === kept) continue;
      fetching.abort();
      this.#fetching.delete(index);
    }
  }

  /** The frame alone. One look at a time, and the next at wherever the cursor is by then. */
  async #look(time: number): Promise<void> {
    const { step } = this.#options.extent;
    const looking = new AbortController();
    this.#looking = looking;
    const range = { from: time - 1.5 * step, to: time + 0.5 * step };
    const [piece] = (await this.#ask([range], looking.signal)) ?? [];
    if (this.#looking === looking) this.#looking = undefined;
    if (piece !== undefined) {
      this.#glance = { from: time - 0.5 * step, to: range.to, piece };
      this.#set({ version: this.#state.version + 1 });
    }
    this.#goOn();
  }

  /** Whether anything is read that only the paths need. */
  get #readsPaths(): boolean {
    return !this.isAlone && this.#options.extent.rows <= MOST_ROWS;
  }

  /** Of long paths some frames first, so that soon all of them are seen. */
  async #outline(): Promise<void> {
    const { first, step } = this.#options.extent;
    const { stride } = this.paths;
    const every = { first, by: stride * step };
    if (this.#isOutlined || this.#outlining !== undefined || stride === 1) return;
    if (!this.#readsPaths && !this.#options.outlined) return;
    if (!Number.isInteger(first) || !Number.isInteger(every.by)) return;
    const outlining = new AbortController();
    this.#outlining = outlining;
    const ranges = Array.from({ length: this.plan.count }, (_, index) => this.plan.range(index));
    const pieces = await this.#ask(ranges, outlining.signal, every);
    if (this.#outlining === outlining) this.#outlining = undefined;
    if (pieces !== undefined) {
      this.#isOutlined = true;
      for (const [index, piece] of pieces.entries()) this.paths.addCoarse(index, piece);
      this.#set({ version: this.#state.version + 1 });
    }
    this.#goOn();
  }

  async #fetch(indexes: readonly number[]): Promise<void> {
    const fetching = new AbortController();
    for (const index of indexes) this.#fetching.set(index, fetching);
    const pieces = await this.#ask(
      indexes.map((index) => this.plan.range(index)),
      fetching.signal,
    );
    for (const index of indexes) if (this.#fetching.get(index) === fetching) this.#fetching.delete(index);
    for (const [at, piece] of pieces?.entries() ?? []) this.#accept(indexes[at]!, piece);
    this.#goOn();
  }

  /** `undefined` for what was given up, and what failed, which is said. */
  async #ask(ranges: readonly PieceRange[], signal: AbortSignal, every?: Every): Promise<readonly Piece[] | undefined> {
    try {
      const pieces = await this.#options.fetchPieces(ranges, signal, every);
      return signal.aborted ? undefined : pieces;
    } catch (thrown) {
      if (!signal.aborted) this.#set({ failure: this.#options.failureOf(thrown) });
      return undefined;
    }
  }

  /** Pieces to ask for next: around the cursor, then those that follow one another and nobody has read yet. */
  #next(): readonly number[] {
    const { time, trail } = this.#wanted;
    const isFree = (index: number) => !this.#fetching.has(index);
    const near = nearPieces(this.plan, time, trail).find((index) => isFree(index) && !this.#cache.has(index));
    if (near !== undefined) return [near];
    if (!this.#readsPaths || this.#outlining !== undefined) return [];
    const { count } = this.plan;
    const isWanted = (index: number) => index < count && isFree(index) && !this.paths.has(index);
    let from = 0;
    while (from < count && !isWanted(from)) from++;
    let to = from;
    while (to - from < PIECES_AT_ONCE && isWanted(to)) to++;
    return Array.from({ length: to - from }, (_, at) => from + at);
  }

  #accept(index: number, piece: Piece): void {
    // What passes through for the paths must not push out what the cursor needs.
    const near = nearPieces(this.plan, this.#wanted.time, this.#wanted.trail);
    for (const used of near.toReversed()) this.#cache.get(used);
    this.#cache.put(index, piece);
    this.paths.add(index, piece);
    this.#set({ version: this.#state.version + 1, read: this.paths.read, failure: undefined });
  }

  #set(change: Partial<EpisodeState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
