/** A shortcut of ours (`Mod+Shift+O`, `Alt+ArrowLeft`) in Electron's words. */
export function accelerator(shortcut: string): string {
  const keys = shortcut.split('+').map((key) => (key === 'Mod' ? 'CommandOrControl' : key.replace(/^Arrow/, '')));
  return keys.join('+');
}
