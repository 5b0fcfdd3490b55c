import { type Action, type ActionId, actions } from '#shared/actions.ts';

/** What a key press says, as far as shortcuts care. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export const onMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent);

interface Chord {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

function readShortcut(shortcut: string): Chord {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  return { mod: parts.includes('Mod'), alt: parts.includes('Alt'), shift: parts.includes('Shift'), key };
}

/**
 * Whether a press is this shortcut. Letters and digits go by their physical key when Alt or Shift changed what they type;
 * signs such as `?` go by what was typed, wherever the layout has them.
 */
export function matches(shortcut: string, press: Press, mac = onMac): boolean {
  const { mod, alt, shift, key } = readShortcut(shortcut);
  const pressedMod = mac ? press.metaKey : press.ctrlKey;
  const otherMod = mac ? press.ctrlKey : press.metaKey;
  if (pressedMod !== mod || otherMod || press.altKey !== alt) return false;
  if (/^[^\w\s]$/.test(key)) return press.key === key;
  if (press.shiftKey !== shift) return false;
  if (key === 'Space') return press.key === ' ';
  if (/^[A-Z]$/.test(key)) return press.key.toUpperCase() === key || press.code === `Key${key}`;
  if (/^\d$/.test(key)) return press.key === key || press.code === `Digit${key}`;
  return press.key === key;
}

export function actionOf(press: Press, mac = onMac): ActionId | undefined {
  return actions.find((action) => shortcutsOf(action).some((shortcut) => matches(shortcut, press, mac)))?.id;
}

export function shortcutsOf({ shortcut, other }: Action): readonly string[] {
  return [shortcut, other].flatMap((each) => each ?? []);
}

const macSigns: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
const signs: Record<string, string> = { Mod: 'Ctrl' };
const keys: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Backspace: '⌫',
};

/** A shortcut as people read it, one text per key: `['⌘', 'K']` or `['Ctrl', 'K']`. */
export function shortcutKeys(shortcut: string, mac = onMac): readonly string[] {
  const named = mac ? macSigns : signs;
  return shortcut.split('+').map((part) => named[part] ?? keys[part] ?? part);
}

/** Whether typing goes into the focused element, so that plain keys must be left alone. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null;
  if (element?.isContentEditable === true) return true;
  const tag = element?.tagName;
  if (tag === 'TEXTAREA' || tag === 'SELECT') return true;
  return tag === 'INPUT' && !/^(checkbox|radio|range|button)$/.test((element as HTMLInputElement).type);
}
