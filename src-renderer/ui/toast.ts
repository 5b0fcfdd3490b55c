import { createStore, type Store } from '../client/store.ts';

/** A short word about something that was done, shown for a moment at the bottom. */
export interface Toast {
  readonly text: string;
  readonly tone?: 'good' | 'bad';
  /** One thing to do about it. */
  readonly action?: { readonly label: string; run(): void };
}

export const toasts: Store<readonly (Toast & { readonly id: number })[]> = createStore<
  readonly (Toast & { readonly id: number })[]
>([]);

let last = 0;

export function say(toast: Toast): void {
  last += 1;
  const id = last;
  toasts.set((now) => [...now.slice(-2), { ...toast, id }]);
  setTimeout(() => dropToast(id), toast.tone === 'bad' || toast.action !== undefined ? 8000 : 2500);
}

export function dropToast(id: number): void {
  toasts.set((now) => now.filter((toast) => toast.id !== id));
}
