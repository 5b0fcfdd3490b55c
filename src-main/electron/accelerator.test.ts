import { expect, test } from 'vitest';
import { accelerator } from './accelerator.ts';

test.each([
  ['Mod+O', 'CommandOrControl+O'],
  ['Mod+Shift+W', 'CommandOrControl+Shift+W'],
  ['Alt+ArrowLeft', 'Alt+Left'],
  ['Space', 'Space'],
  ['/', '/'],
])('%s is %s in the menu', (shortcut, expected) => {
  expect(accelerator(shortcut)).toBe(expected);
});
