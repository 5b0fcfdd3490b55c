/** Keys by which people edit text: on macOS a menu item that has one takes it from every text field. */
const editing = /^Mod\+(?:[ACVXZ]|Shift\+Z)$/;

/**
 * What the menu shows for a shortcut of ours (`Mod+Shift+O`, `Alt+ArrowLeft`). Elsewhere the menu only shows it, and the
 * page handles the key; on macOS a key that is shown is also taken, so plain and editing keys are left out there.
 */
export function accelerator(shortcut: string | null, platform: NodeJS.Platform): string | undefined {
  if (shortcut === null) return undefined;
  if (platform === 'darwin' && (!shortcut.includes('+') || editing.test(shortcut))) return undefined;
  const keys = shortcut.split('+').map((key) => (key === 'Mod' ? 'CommandOrControl' : key.replace(/^Arrow/, '')));
  return keys.join('+');
}
