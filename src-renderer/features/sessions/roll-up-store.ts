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

/** Ids per request, and requests at a time: an answer soon for the first rows matters more than few requests. */
const BATCH = 10;
const AT_ONCE = 2;

interface Run {
  readonly ids: readonly string[];
  readonly abort: AbortController;
}

/**
 * Roll-ups of the rows in sight: asked in batches from the top, kept, and cancelled when none of a batch is in sight any
 * more. For `useSyncExternalStore`; `subscribe` and `get` are bound.
 */
export class RollUpStore {
  readonly #ask: Ask;
  readonly #listeners = new Set<() => void>();
  #state: RollUpState = { columns: [], rows: new Map(), failed: new Set() };
  #running: readonly Run[] = [];
  #wanted: readonly string[] = [];

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): RollUpState => this.#state;

  /** Says which rows are in sight, from the top. */
  want(ids: readonly string[]): void {
    this.#wanted = ids;
    const wanted = new Set(ids);
    for (const run of this.#running) if (!run.ids.some((id) => wanted.has(id))) this.#cancel(run);
    this.#go();
  }

  /** Asks which columns there will be, so that the list has their room before a row has arrived. */
  async prepare(): Promise<void> {
    const abort = new AbortController();
    const { columns } = await this.#ask([], abort.signal);
    if (this.#state.columns.length === 0) this.#set({ columns });
  }

  /** Cancels what is under way. */
  stop(): void {
    this.#wanted = [];
    for (const run of this.#running) this.#cancel(run);
  }

  #cancel(run: Run): void {
    run.abort.abort();
    this.#running = this.#running.filter((other) => other !== run);
  }

  #go(): void {
    while (this.#running.length < AT_ONCE) {
      const busy = new Set(this.#running.flatMap(({ ids }) => ids));
      const { rows, failed } = this.#state;
      const missing = this.#wanted.filter((id) => !rows.has(id) && !failed.has(id) && !busy.has(id));
      if (missing.length === 0) return;
      const run = { ids: missing.slice(0, BATCH), abort: new AbortController() };
      this.#running = [...this.#running, run];
      void this.#run(run);
    }
  }

  async #run(run: Run): Promise<void> {
    try {
      const { columns, rows } = await this.#ask(run.ids, run.abort.signal);
      if (run.abort.signal.aborted) return;
      this.#accept(run.ids, columns, rows);
    } catch {
      // The list stays useful without roll-ups: the cells stay empty, and reading again asks anew.
      if (run.abort.signal.aborted) return;
      this.#set({ failed: new Set([...this.#state.failed, ...run.ids]) });
    }
    this.#running = this.#running.filter((other) => other !== run);
    this.#go();
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
