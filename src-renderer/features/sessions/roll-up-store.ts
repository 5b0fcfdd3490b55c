import type { Cell } from '#shared/model/cell.ts';
import type { RollUps } from '#shared/model/experiment.ts';
import type { AnswerColumn } from '#shared/model/page.ts';

type Ask = (ids: readonly string[], signal: AbortSignal) => Promise<RollUps>;

export interface RollUpState {
  readonly columns: readonly AnswerColumn[];
  /** Values by id, in the order of `columns`. */
  readonly rows: ReadonlyMap<string, readonly Cell[]>;
  /** Ids whose roll-ups could not be had. */
  readonly failed: ReadonlySet<string>;
}

/** Ids per request: an answer soon for the first rows matters more than few requests. */
const BATCH = 50;

/**
 * Roll-ups of the rows in sight: asked in batches, kept, and cancelled when none of a batch is in sight any more. For
 * `useSyncExternalStore`; `subscribe` and `get` are bound.
 */
export class RollUpStore {
  readonly #ask: Ask;
  readonly #listeners = new Set<() => void>();
  #state: RollUpState = { columns: [], rows: new Map(), failed: new Set() };
  #running: readonly { readonly ids: readonly string[]; readonly abort: AbortController }[] = [];

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): RollUpState => this.#state;

  /** Says which rows are in sight. Without any, it asks what columns there will be. */
  want(ids: readonly string[]): void {
    const wanted = new Set(ids);
    for (const { ids: asked, abort } of this.#running) {
      if (asked.length > 0 && !asked.some((id) => wanted.has(id))) abort.abort();
    }
    const busy = new Set(this.#running.flatMap(({ ids: asked, abort }) => (abort.signal.aborted ? [] : asked)));
    const { rows, failed, columns } = this.#state;
    const missing = ids.filter((id) => !rows.has(id) && !failed.has(id) && !busy.has(id));
    for (let at = 0; at < missing.length; at += BATCH) void this.#run(missing.slice(at, at + BATCH));
    if (columns.length === 0 && this.#running.length === 0) void this.#run([]);
  }

  /** Cancels what is under way. */
  stop(): void {
    for (const { abort } of this.#running) abort.abort();
  }

  async #run(ids: readonly string[]): Promise<void> {
    const run = { ids, abort: new AbortController() };
    this.#running = [...this.#running, run];
    try {
      const { columns, rows } = await this.#ask(ids, run.abort.signal);
      if (!run.abort.signal.aborted) this.#accept(ids, columns, rows);
    } catch {
      // The list stays useful without roll-ups: the cells stay empty, and reading again asks anew.
      if (!run.abort.signal.aborted) this.#set({ failed: new Set([...this.#state.failed, ...ids]) });
    } finally {
      this.#running = this.#running.filter((other) => other !== run);
    }
  }

  #accept(ids: readonly string[], columns: readonly AnswerColumn[], rows: RollUps['rows']): void {
    const nothing = columns.map(() => null);
    const next = new Map(this.#state.rows);
    for (const id of ids) next.set(id, rows[id] ?? nothing);
    const same = JSON.stringify(columns) === JSON.stringify(this.#state.columns);
    this.#set({ rows: next, columns: same || columns.length === 0 ? this.#state.columns : columns });
  }

  #set(change: Partial<RollUpState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Sum of one roll-up over all ids, or `undefined` while one of them is not known. */
export function sumOf(state: RollUpState, name: string, ids: readonly string[]): number | undefined {
  const at = state.columns.findIndex((column) => column.name === name);
  if (at < 0) return undefined;
  let sum = 0;
  for (const id of ids) {
    const value = state.rows.get(id)?.[at];
    if (typeof value !== 'number') return undefined;
    sum += value;
  }
  return sum;
}
