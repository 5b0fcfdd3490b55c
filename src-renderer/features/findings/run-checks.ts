import type { FindingInfo } from '#shared/model/finding.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { createStore, type Store } from '../../client/store.ts';

/** What became of a check. */
export type Outcome =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly rows: number }
  | { readonly state: 'failed'; readonly message: string };

/** The checks of a database: outcomes by id, what was surprising, and how far a run is. */
export interface Checked {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly surprises: readonly string[] | undefined;
  /** How many of how many are over; `undefined` while nothing runs. */
  readonly progress: readonly [over: number, all: number] | undefined;
}

const nothing: Checked = { outcomes: new Map(), surprises: undefined, progress: undefined };

/** Kept while the application runs, so that leaving the page loses nothing. */
const stores = new Map<string, Store<Checked>>();
const running = new Map<string, AbortController>();

export function checkedOf(database: string): Store<Checked> {
  const known = stores.get(database) ?? createStore(nothing);
  stores.set(database, known);
  return known;
}

/** Runs checks one after the other, so that what a person asks for meanwhile never waits long. */
export async function runChecks(database: string, checks: readonly Pick<FindingInfo, 'id'>[]): Promise<void> {
  stopChecks(database);
  const controller = new AbortController();
  running.set(database, controller);
  const store = checkedOf(database);
  const { signal } = controller;
  const tell = (id: string, outcome: Outcome | undefined) =>
    store.set((now) => ({ ...now, outcomes: withOutcome(now.outcomes, id, outcome) }));
  const advance = (over: number) => store.set((now) => ({ ...now, progress: [over, checks.length + 1] }));
  advance(0);
  const surprises = await surprisesOf(database, signal);
  if (surprises !== undefined) store.set((now) => ({ ...now, surprises }));
  for (const [index, { id }] of checks.entries()) {
    if (signal.aborted) break;
    advance(index + 1);
    tell(id, { state: 'running' });
    tell(id, await outcomeOf(database, id, signal));
  }
  if (running.get(database) !== controller) return;
  running.delete(database);
  store.set((now) => ({ ...now, progress: undefined }));
}

/** The check under way ends in the engine; those that are over stay. */
export function stopChecks(database: string): void {
  running.get(database)?.abort();
}

async function outcomeOf(database: string, finding: string, signal: AbortSignal): Promise<Outcome | undefined> {
  try {
    const request = { conditions: [], search: '', sort: [], limit: 1 };
    return { state: 'done', rows: await client.findings.count({ database, finding, request }, { signal }) };
  } catch (error) {
    return signal.aborted ? undefined : { state: 'failed', message: failureOf(error).message };
  }
}

async function surprisesOf(database: string, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const found: string[] = [];
  try {
    for (const surprise of await client.surprises.list({ database }, { signal })) {
      const sentence = await client.surprises.find({ database, surprise }, { signal });
      if (sentence !== null) found.push(sentence);
    }
    return found;
  } catch (error) {
    if (signal.aborted) return undefined;
    return [...found, `Not everything could be looked for: ${failureOf(error).message}`];
  }
}

function withOutcome(outcomes: Checked['outcomes'], id: string, outcome: Outcome | undefined): Checked['outcomes'] {
  const next = new Map(outcomes);
  if (outcome === undefined) next.delete(id);
  else next.set(id, outcome);
  return next;
}
