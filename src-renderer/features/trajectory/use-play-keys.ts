import { useEffect } from 'react';
import { useAction } from '../../client/actions.ts';
import { saveSetting } from '../../client/settings.ts';
import { isTyping } from '../../client/shortcuts.ts';
import { type Cursor, nextSpeed } from './cursor.ts';

/** Frames that Shift and an arrow go. */
const FAR = 10;

/** Space and the arrows (actions of the application), and what belongs to this page alone: Shift, Home, End, < > [ ] and L. */
export function usePlayKeys(cursor: Cursor): void {
  useAction('play', () => cursor.toggle());
  useAction('step-forward', () => cursor.step(1));
  useAction('step-back', () => cursor.step(-1));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      if (press(cursor, event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [cursor]);
}

function press(cursor: Cursor, { key, shiftKey }: KeyboardEvent): boolean {
  const faster = (by: 1 | -1) => {
    cursor.setSpeed(nextSpeed(cursor.get().speed, by));
    saveSetting('trajectory.speed', cursor.get().speed);
  };
  if (key === 'ArrowRight' && shiftKey) cursor.step(FAR);
  else if (key === 'ArrowLeft' && shiftKey) cursor.step(-FAR);
  else if (key === 'Home') cursor.seek(cursor.frames.first);
  else if (key === 'End') cursor.seek(cursor.frames.last);
  else if (key === '>') faster(1);
  else if (key === '<') faster(-1);
  else if (key === '[') cursor.markPart('from');
  else if (key === ']') cursor.markPart('to');
  else if (key === 'l') cursor.setLoop(!cursor.get().loop);
  else return false;
  return true;
}

/** Keys in a text field, a grid, a list or a dialog belong to it. */
function isElsewhere(target: EventTarget | null): boolean {
  if (isTyping(target)) return true;
  const owner = '[role="grid"], [role="listbox"], [role="dialog"], [role="menu"], [role="tablist"], [role="separator"]';
  return target instanceof Element && target.closest(owner) !== null;
}
