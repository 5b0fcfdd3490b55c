import { useEffect, useRef } from 'react';
import { type ActionId, actions } from '#shared/actions.ts';
import { actionOf, isTyping, type Press } from './shortcuts.ts';
import { createStore, useStore } from './store.ts';

type Handler = () => void;

/** Who answers an action now: the component that registered last comes first. */
const handlers = createStore<ReadonlyMap<ActionId, readonly Handler[]>>(new Map());

/** Registers what an action does while this component is shown. `enabled: false` leaves it to whoever is behind. */
export function useAction(id: ActionId, handler: Handler, { enabled = true } = {}): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!enabled) return;
    const run = () => latest.current();
    change(id, (list) => [...list, run]);
    return () => change(id, (list) => list.filter((one) => one !== run));
  }, [id, enabled]);
}

function change(id: ActionId, edit: (list: readonly Handler[]) => readonly Handler[]): void {
  handlers.set((now) => new Map(now).set(id, edit(now.get(id) ?? [])));
}

/** Does an action, if anything here answers it. */
export function runAction(id: ActionId): boolean {
  const handler = handlers.get().get(id)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** Does an action that a menu asked for. One that comes before anything is drawn, as after a reload, waits for that. */
export function runActionOnceDrawn(id: ActionId): void {
  if (handlers.get().size > 0) {
    runAction(id);
    return;
  }
  const stop = handlers.subscribe(() => {
    stop();
    // By then all that is drawn with the first has registered.
    setTimeout(() => runAction(id));
  });
}

/** The actions that something answers now. */
export function usePossibleActions(): readonly (typeof actions)[number][] {
  const now = useStore(handlers);
  return actions.filter(({ id }) => (now.get(id)?.length ?? 0) > 0);
}

/** Keys of a menu's accelerator and the page's own are the same; the page answers first and the menu hears nothing. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const id = actionOf(event);
    if (id === undefined || !belongsToPage(event)) return;
    if (runAction(id)) event.preventDefault();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

/** Plain keys and copying belong to a focused text field, dialog or menu; chords belong to the page. */
function belongsToPage(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  const chord = event.ctrlKey || event.metaKey || event.altKey;
  if (isTyping(target)) return chord && !isTextKey(event);
  const overlay = target?.closest?.('[role="dialog"], [role="menu"], [role="listbox"]') ?? null;
  if (overlay !== null && !chord) return false;
  const pressable = target?.closest?.('button, a, [role="button"], summary') ?? null;
  return !(pressable !== null && (event.key === ' ' || event.key === 'Enter'));
}

function isTextKey({ key, altKey, code }: Press): boolean {
  return /^[acvxzy]$/i.test(key) || (altKey && code === 'KeyC') || /^Arrow|Backspace/.test(key);
}
