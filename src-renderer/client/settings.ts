import { useCallback } from 'react';
import { client } from './client.ts';
import { createStore, useStore } from './store.ts';

/** Remembered state by key; values are JSON. Writes show at once and reach the main process a moment later. */
const settings = createStore<Readonly<Record<string, unknown>>>({});
let unsaved: Record<string, unknown> = {};
let timer: ReturnType<typeof setTimeout> | undefined;

/** Reads everything remembered; call once, before the first page is shown. */
export async function loadSettings(): Promise<void> {
  const stored = await client.application.settings();
  settings.set((now) => ({ ...stored, ...now }));
}

/** `null` forgets a key. */
export function saveSetting(key: string, value: unknown): void {
  settings.set((now) => ({ ...now, [key]: value }));
  unsaved[key] = value;
  clearTimeout(timer);
  timer = setTimeout(() => {
    const change = unsaved;
    unsaved = {};
    // Kept for the next attempt: nothing a person did is lost because the way to main was down for a moment.
    client.application.saveSettings(change).catch(() => {
      unsaved = { ...change, ...unsaved };
    });
  }, 400);
}

export function readSetting<T>(key: string, fallback: T): T {
  return (settings.get()[key] as T | null | undefined) ?? fallback;
}

/** A remembered value. `fallback` must keep its identity between renders when it is an object. */
export function useSetting<T>(key: string, fallback: T): readonly [T, (value: T) => void] {
  const value = useStore(settings, (now) => (now[key] as T | null | undefined) ?? fallback);
  const save = useCallback((next: T) => saveSetting(key, next), [key]);
  return [value, save];
}
