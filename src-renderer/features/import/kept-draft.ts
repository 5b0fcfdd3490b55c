import type { FileSetRequest, ImportTarget } from '#shared/model/import.ts';
import { draft, newSet, requestOf } from './draft.ts';

const key = 'starling.import';

interface Kept {
  readonly sets: readonly FileSetRequest[];
  readonly into?: ImportTarget | undefined;
}

/** What lies on the import page stays over a reload of the window. */
export function keepDraft(): void {
  const { sets, into } = draft.get();
  const kept: Kept = { sets: sets.map(requestOf), into };
  try {
    if (sets.length === 0) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Too many files for the window's store: only a reload would have needed it.
  }
}

/** Puts back what lay there before a reload. True when there was something, which is still to be looked at. */
export function recallDraft(): boolean {
  const text = window.sessionStorage.getItem(key);
  if (text === null || draft.get().sets.length > 0) return false;
  const { sets, into } = JSON.parse(text) as Kept;
  const again = sets.map(({ paths, importer, options }) => newSet(paths, { importer, options }));
  draft.set((now) => ({ ...now, into, sets: again }));
  return again.length > 0;
}
