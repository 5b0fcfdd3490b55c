import { expect, test } from 'vitest';
import { accelerator } from './accelerator.ts';

test.each([
  ['Mod+O', 'CommandOrControl+O', 'CommandOrControl+O'],
  ['Mod+Shift+W', 'CommandOrControl+Shift+W', 'CommandOrControl+Shift+W'],
  ['Alt+ArrowLeft', 'Alt+Left', 'Alt+Left'],
  ['Mod+C', 'CommandOrControl+C', undefined],
  ['Mod+Shift+C', 'CommandOrControl+Shift+C', 'CommandOrControl+Shift+C'],
  ['Space', 'Space', undefined],
  ['/', '/', undefined],
  ['Backspace', 'Backspace', undefined],
  [null, undefined, undefined],
])('%s is %s in the menu, and %s on macOS', (shortcut, elsewhere, onMac) => {
  expect(accelerator(shortcut, 'linux')).toBe(elsewhere);
  expect(accelerator(shortcut, 'darwin')).toBe(onMac);
});
