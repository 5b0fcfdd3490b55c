import { describe, expect, it } from 'vitest';
import { actions } from '#shared/actions.ts';
import { actionOf, matches, type Press, shortcutKeys, shortcutsOf } from './shortcuts.ts';

function press(key: string, more: Partial<Press> = {}): Press {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}

describe('matches', () => {
  it('takes Mod as Ctrl here and as ⌘ on a Mac', () => {
    expect(matches('Mod+K', press('k', { ctrlKey: true }), false)).toBe(true);
    expect(matches('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
    expect(matches('Mod+K', press('k', { metaKey: true }), false)).toBe(false);
    expect(matches('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false);
  });

  it('wants exactly the modifiers it names', () => {
    expect(matches('Mod+O', press('O', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matches('Mod+Shift+O', press('O', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matches('Backspace', press('Backspace'), false)).toBe(true);
    expect(matches('Backspace', press('Backspace', { altKey: true }), false)).toBe(false);
  });

  it('goes by the typed sign for signs, wherever the layout has them', () => {
    expect(matches('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(matches('/', press('/', { shiftKey: true }), false)).toBe(true);
    expect(matches('Mod+.', press('.', { ctrlKey: true }), false)).toBe(true);
  });

  it('goes by the physical key where Alt changes what a letter types', () => {
    expect(matches('Mod+Alt+C', press('ç', { code: 'KeyC', metaKey: true, altKey: true }), true)).toBe(true);
  });

  it('knows the space bar by name', () => {
    expect(matches('Space', press(' '), false)).toBe(true);
  });
});

describe('shortcuts of the actions', () => {
  it('are each taken once', () => {
    const taken = actions.flatMap(shortcutsOf);
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('find their action', () => {
    expect(actionOf(press('k', { ctrlKey: true }), false)).toBe('palette');
    expect(actionOf(press('?', { shiftKey: true }), false)).toBe('shortcuts');
    expect(actionOf(press('ArrowLeft', { altKey: true }), false)).toBe('back');
    expect(actionOf(press('f', { ctrlKey: true }), false)).toBe('filter');
    expect(actionOf(press('/'), false)).toBe('filter');
    expect(actionOf(press('q'), false)).toBeUndefined();
  });

  it('are written as people read them', () => {
    expect(shortcutKeys('Mod+Shift+O', false)).toEqual(['Ctrl', 'Shift', 'O']);
    expect(shortcutKeys('Mod+Shift+O', true)).toEqual(['⌘', '⇧', 'O']);
    expect(shortcutKeys('Alt+ArrowLeft', false)).toEqual(['Alt', '←']);
  });
});
