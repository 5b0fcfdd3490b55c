import type { LensFile } from '#shared/model/lens-file.ts';
import type { Source } from '#shared/model/source.ts';
import { createStore } from '../../client/store.ts';

/** The one dialog over the window, if any. */
export type DialogName = 'palette' | 'shortcuts' | 'about' | 'files' | 'folders' | 'import-files' | 'profile' | 'lens';

export interface OpenDialog {
  readonly name: DialogName;
  /** The profile to change, for `profile`. */
  readonly profile?: string;
  /** Text to read a new profile from (a URL, an `.env` file), for `profile`. */
  readonly text?: string;
  /** The lens that was taken, for `lens`. */
  readonly lens?: LensFile;
  /** What becomes of the file or folder that is chosen, for `files` and `folders`; opened without. */
  take?(source: Exclude<Source, { kind: 'postgres' }>): void;
}

export const dialog = createStore<OpenDialog | undefined>(undefined);

export function showDialog(name: DialogName, more: Omit<OpenDialog, 'name'> = {}): void {
  dialog.set({ name, ...more });
}

export function closeDialog(): void {
  dialog.set(undefined);
}
