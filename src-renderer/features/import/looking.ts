import type { ImportLook, ImportOptions, ImportTarget } from '#shared/model/import.ts';
import { unpackLook } from '#shared/model/packed-look.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { nextTurn } from '../../client/next-turn.ts';
import { toPlace } from '../../client/place.ts';
import { answered, draft, emptyDraft, isFresh, newSet, type SetDraft, shortRequestOf, withGrouped } from './draft.ts';
import { keepDraft } from './kept-draft.ts';

/** Requests under way by the sets they are about. */
const running = new Map<AbortController, ReadonlySet<number>>();

/** Puts files on the import page and looks at them; those that belong together become one set. */
export function offerPaths(paths: readonly string[], into?: ImportTarget): void {
  const known = new Set(draft.get().sets.flatMap((set) => set.paths));
  const fresh = [...new Set(paths)].filter((path) => !known.has(path)).map((path) => newSet([path]));
  draft.set((now) => ({ ...now, sets: [...now.sets, ...fresh], into: into ?? now.into }));
  if (fresh.length > 0) void lookAt(fresh, true);
  else if (into !== undefined) setTarget(into);
}

/** Changes what a person decided about one set, and looks at it again where the answer depends on it. */
export function changeSet(key: number, change: Partial<Pick<SetDraft, 'importer' | 'options'>>): void {
  const changed = update([key], change);
  cancelLooking(key);
  void lookAt(changed, false);
}

/** Changes options as they are by now: what is drawn may lag behind. */
export function changeOptions(key: number, change: (now: ImportOptions) => ImportOptions): void {
  const set = draft.get().sets.find((each) => each.key === key);
  if (set !== undefined) changeSet(key, { options: change(set.options) });
}

export function lookAgain(key: number): void {
  void lookAt(update([key], {}), false);
}

/** Another target may have the tables, or the files, already: every set is looked at again. */
export function setTarget(into: ImportTarget | undefined): void {
  draft.set((now) => ({ ...now, into, onDuplicate: undefined }));
  stopAll();
  lookAtAll();
  keepDraft();
}

/** Goes to the import page with a target chosen. */
export function importInto(into: ImportTarget): void {
  setTarget(into);
  toPlace({ at: 'import' });
}

export function lookAtAll(): void {
  const fresh = new Set(
    draft
      .get()
      .sets.filter(isFresh)
      .map(({ key }) => key),
  );
  const sets = update(draft.get().sets.map(({ key }) => key));
  for (const group of [true, false]) {
    const some = sets.filter(({ key }) => fresh.has(key) === group);
    if (some.length > 0) void lookAt(some, group);
  }
}

/** Stops looking at a set alone; the first look at many goes on for the others. */
export function cancelLooking(key: number): void {
  for (const [controller, keys] of running) if (keys.size === 1 && keys.has(key)) controller.abort();
}

export function stopAll(): void {
  for (const controller of running.keys()) controller.abort();
}

export function clearDraft(): void {
  stopAll();
  draft.set(({ into }) => ({ ...emptyDraft, into }));
  keepDraft();
}

export function removeSet(key: number): void {
  cancelLooking(key);
  draft.set((now) => ({ ...now, sets: now.sets.filter((set) => set.key !== key), shown: undefined }));
  keepDraft();
}

function update(keys: readonly number[], change: Partial<SetDraft> = {}): readonly SetDraft[] {
  const changed = new Set(keys);
  draft.set((now) => ({
    ...now,
    sets: now.sets.map((set) =>
      changed.has(set.key) ? { ...set, ...change, looking: true, failure: undefined, turn: set.turn + 1 } : set,
    ),
  }));
  return draft.get().sets.filter(({ key }) => changed.has(key));
}

async function lookAt(sets: readonly SetDraft[], group: boolean): Promise<void> {
  const asked = new Map(sets.map(({ key, turn }) => [key, turn]));
  const controller = new AbortController();
  running.set(controller, new Set(asked.keys()));
  try {
    // Thousands of files are drawn before they are put into a request, and what comes of them before it is kept.
    await nextTurn();
    const found = await ask(sets, group, controller.signal);
    await nextTurn();
    draft.set((now) => (group ? withGrouped(now, asked, found) : { ...now, sets: answered(now.sets, asked, found) }));
  } finally {
    running.delete(controller);
    await nextTurn();
    keepDraft();
  }
}

/** What the files hold. Files that bring the look at many of them down are looked at one by one. */
async function ask(sets: readonly SetDraft[], group: boolean, signal: AbortSignal): Promise<ImportLook> {
  const { into } = draft.get();
  const target = into === undefined ? {} : { into };
  try {
    const found = await client.imports.look({ sets: sets.map(shortRequestOf), group, ...target }, { signal });
    const asked = sets.flatMap(({ paths }) => paths);
    return unpackLook(found, asked);
  } catch (thrown) {
    const failure = failureOf(thrown);
    const isCancelled = signal.aborted || failure.code === 'CANCELLED';
    if (isCancelled || sets.length === 1 || failure.code !== 'FILE_CORRUPT') {
      const why = isCancelled ? { code: 'CANCELLED' as const, message: 'Looking was cancelled' } : failure;
      return { plans: [], refused: sets.map(({ paths }) => ({ paths, failure: why })) };
    }
    const looks: ImportLook[] = [];
    for (const set of sets) looks.push(await ask([set], false, signal));
    return { plans: looks.flatMap(({ plans }) => plans), refused: looks.flatMap(({ refused }) => refused) };
  }
}
