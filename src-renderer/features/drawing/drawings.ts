import type { LensFile } from '#shared/model/lens-file.ts';
import { createStore, type Store, useStore } from '../../client/store.ts';

/** A lens being drawn: its states so far, and what of it is kept in a file. */
export interface Drawing {
  readonly past: readonly LensFile[];
  readonly now: LensFile;
  readonly future: readonly LensFile[];
  /** As it was kept last; `null` for one that never was. */
  readonly saved: LensFile | null;
  /** What was changed last and when, so that typing a word is one step to undo. */
  readonly step: { readonly what: string; readonly at: number } | null;
}

const longestPast = 200;

/** How long a pause makes two steps of two changes of the same thing, in milliseconds. */
const pause = 1500;

export function begun(lens: LensFile, saved: boolean): Drawing {
  return { past: [], now: lens, future: [], saved: saved ? lens : null, step: null };
}

/** @param what names what is changed; changes of the same thing without a pause are one step */
export function changed(drawing: Drawing, next: LensFile, what: string, at: number): Drawing {
  const { past, now, step } = drawing;
  if (JSON.stringify(next) === JSON.stringify(now)) return drawing;
  const goesOn = step?.what === what && at - step.at < pause;
  return {
    ...drawing,
    past: goesOn ? past : [...past, now].slice(-longestPast),
    now: next,
    future: [],
    step: { what, at },
  };
}

export function undone(drawing: Drawing): Drawing {
  const { past, now, future } = drawing;
  const before = past.at(-1);
  if (before === undefined) return drawing;
  return { ...drawing, past: past.slice(0, -1), now: before, future: [now, ...future], step: null };
}

export function redone(drawing: Drawing): Drawing {
  const { past, now, future } = drawing;
  const [next, ...rest] = future;
  if (next === undefined) return drawing;
  return { ...drawing, past: [...past, now], now: next, future: rest, step: null };
}

/** Whether anything is drawn that no file holds. */
export function isUnsaved({ now, saved, past }: Drawing): boolean {
  return saved === null ? past.length > 0 : JSON.stringify(saved) !== JSON.stringify(now);
}

/** What is drawn for each database: it stays while other places are shown. */
export const drawings: Store<ReadonlyMap<string, Drawing>> = createStore<ReadonlyMap<string, Drawing>>(new Map());

export function useDrawing(database: string): Drawing | undefined {
  return useStore(drawings, (all) => all.get(database));
}

export function setDrawing(database: string, drawing: Drawing | undefined): void {
  drawings.set((all) => {
    const next = new Map(all);
    if (drawing === undefined) next.delete(database);
    else next.set(database, drawing);
    return next;
  });
}

export function editDrawing(database: string, edit: (drawing: Drawing) => Drawing): void {
  const drawing = drawings.get().get(database);
  if (drawing !== undefined) setDrawing(database, edit(drawing));
}

/** Makes room for a new lens, unless something is drawn that nobody has kept. Gives the id of what is then edited, if any. */
export function beginAnew(database: string): string {
  const drawing = drawings.get().get(database);
  if (drawing !== undefined && isUnsaved(drawing)) return drawing.saved?.id ?? '';
  setDrawing(database, undefined);
  return '';
}
