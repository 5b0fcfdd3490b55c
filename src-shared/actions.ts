/**
 * Every user action, once. The desktop menu, the command palette and the shortcut sheet all read this list; a feature
 * registers what an action does where it is possible. `Mod` is ⌘ on macOS and Ctrl elsewhere.
 */
export const actions = [
  { id: 'open-file', label: 'Open file…', shortcut: 'Mod+O', menu: 'File' },
  { id: 'open-folder', label: 'Open folder…', shortcut: 'Mod+Shift+O', menu: 'File' },
  { id: 'new-profile', label: 'Connect to Postgres…', shortcut: 'Mod+Shift+N', menu: 'File' },
  { id: 'open-sample', label: 'Open the sample', shortcut: null, menu: 'File' },
  { id: 'import', label: 'Import…', shortcut: 'Mod+Shift+I', menu: 'File' },
  { id: 'export', label: 'Export…', shortcut: 'Mod+E', menu: 'File' },
  { id: 'reload', label: 'Read again', shortcut: 'Mod+R', menu: 'File' },
  { id: 'close-database', label: 'Close database', shortcut: 'Mod+Shift+W', menu: 'File' },
  { id: 'settings', label: 'Settings…', shortcut: 'Mod+,', menu: 'File' },
  { id: 'palette', label: 'Search everything…', shortcut: 'Mod+K', menu: 'Go' },
  { id: 'back', label: 'Back', shortcut: 'Alt+ArrowLeft', menu: 'Go' },
  { id: 'forward', label: 'Forward', shortcut: 'Alt+ArrowRight', menu: 'Go' },
  { id: 'up', label: 'Up one level', shortcut: 'Backspace', menu: 'Go' },
  { id: 'welcome', label: 'Welcome', shortcut: 'Mod+Shift+H', menu: 'Go' },
  { id: 'sessions', label: 'Sessions', shortcut: 'Mod+1', menu: 'Go' },
  { id: 'tables', label: 'Tables', shortcut: 'Mod+2', menu: 'Go' },
  { id: 'sql', label: 'SQL', shortcut: 'Mod+3', menu: 'Go' },
  { id: 'imports', label: 'Imports', shortcut: 'Mod+4', menu: 'Go' },
  { id: 'trends', label: 'Trends', shortcut: 'Mod+5', menu: 'Go' },
  { id: 'compare', label: 'Compare', shortcut: 'Mod+6', menu: 'Go' },
  { id: 'findings', label: 'Findings', shortcut: null, menu: 'Go' },
  { id: 'marks', label: 'Marks', shortcut: null, menu: 'Go' },
  { id: 'workspaces', label: 'Workspaces', shortcut: 'Mod+7', menu: 'Go' },
  { id: 'next-part', label: 'Next part of this page', shortcut: 'Alt+PageDown', menu: 'Go' },
  { id: 'previous-part', label: 'Previous part of this page', shortcut: 'Alt+PageUp', menu: 'Go' },
  { id: 'draw-lens', label: 'Draw your own lens…', shortcut: null, menu: 'Go' },
  { id: 'undo', label: 'Undo the last change', shortcut: 'Mod+Z', menu: 'Edit' },
  { id: 'redo', label: 'Do it again', shortcut: 'Mod+Shift+Z', menu: 'Edit' },
  { id: 'save', label: 'Save', shortcut: 'Mod+S', menu: 'Edit' },
  { id: 'mark', label: 'Mark this place…', shortcut: 'Mod+D', menu: 'Edit' },
  { id: 'filter', label: 'Find or filter', shortcut: 'Mod+F', other: '/', menu: 'Edit' },
  { id: 'copy-address', label: 'Copy the address of this place', shortcut: 'Mod+Shift+C', menu: 'Edit' },
  { id: 'copy-tsv', label: 'Copy as TSV', shortcut: 'Mod+C', menu: 'Edit' },
  { id: 'copy-json', label: 'Copy as JSON', shortcut: 'Mod+Alt+C', menu: 'Edit' },
  { id: 'run-sql', label: 'Run', shortcut: 'Mod+Enter', menu: 'Edit' },
  { id: 'cancel', label: 'Cancel what is running', shortcut: 'Mod+.', menu: 'Edit' },
  { id: 'play', label: 'Play or pause', shortcut: 'Space', menu: 'View' },
  { id: 'step-forward', label: 'Next frame', shortcut: 'ArrowRight', menu: 'View' },
  { id: 'step-back', label: 'Previous frame', shortcut: 'ArrowLeft', menu: 'View' },
  { id: 'next-step', label: 'Next step of a transcript', shortcut: 'J', menu: 'Go' },
  { id: 'previous-step', label: 'Previous step of a transcript', shortcut: 'K', menu: 'Go' },
  { id: 'next-error', label: 'Next error', shortcut: 'E', menu: 'Go' },
  { id: 'previous-error', label: 'Previous error', shortcut: 'Shift+E', menu: 'Go' },
  { id: 'next-reward', label: 'Next reward', shortcut: 'R', menu: 'Go' },
  { id: 'previous-reward', label: 'Previous reward', shortcut: 'Shift+R', menu: 'Go' },
  { id: 'next-found', label: 'Next place found', shortcut: 'N', menu: 'Go' },
  { id: 'previous-found', label: 'Previous place found', shortcut: 'Shift+N', menu: 'Go' },
  { id: 'next-difference', label: 'Next difference', shortcut: 'D', menu: 'Go' },
  { id: 'previous-difference', label: 'Previous difference', shortcut: 'Shift+D', menu: 'Go' },
  { id: 'show-replaced', label: 'Show or hide rows that newer ones replaced', shortcut: null, menu: 'View' },
  { id: 'show-left-out', label: 'Show or leave out what findings left out', shortcut: null, menu: 'View' },
  { id: 'toggle-sidebar', label: 'Show or hide the sidebar', shortcut: 'Mod+B', menu: 'View' },
  { id: 'toggle-theme', label: 'Light or dark', shortcut: 'Mod+Shift+L', menu: 'View' },
  { id: 'shortcuts', label: 'Keyboard shortcuts', shortcut: '?', menu: 'Help' },
  { id: 'about', label: 'About Starling', shortcut: null, menu: 'Help' },
] as const satisfies readonly Action[];

export interface Action {
  readonly id: string;
  readonly label: string;
  readonly shortcut: string | null;
  /** Does the same; menus show only the first. */
  readonly other?: string;
  readonly menu: 'File' | 'Edit' | 'View' | 'Go' | 'Help';
}

export type ActionId = (typeof actions)[number]['id'];
