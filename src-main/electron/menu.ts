import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type Action, type ActionId, actions } from '#shared/actions.ts';
import { accelerator } from './accelerator.ts';

type Item = MenuItemConstructorOptions;

const menus = ['File', 'Edit', 'Go', 'View', 'Help'] as const satisfies readonly Action['menu'][];

/** What the system itself does: before our own entries where text is edited, after them elsewhere. */
const systemItems: Record<Action['menu'], readonly Item[]> = {
  File: process.platform === 'darwin' ? [{ role: 'close' }] : [{ role: 'quit' }],
  Edit: ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'].map((role) => ({ role }) as Item),
  View: ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'].map((role) => ({ role }) as Item),
  Go: [],
  Help: [],
};

/** The menu of every action; a click tells the window, which knows what the action means where it is. */
export function setMenu(perform: (action: ActionId) => void): void {
  const template = menus.map((name): Item => {
    const ours = actions.filter((action) => action.menu === name).map((action) => itemOf(action, perform));
    const theirs = systemItems[name];
    const [first, second] = name === 'Edit' ? [theirs, ours] : [ours, theirs];
    const submenu = theirs.length === 0 ? ours : [...first, { type: 'separator' as const }, ...second];
    return name === 'Help' ? { role: 'help', label: name, submenu } : { label: name, submenu };
  });
  if (process.platform === 'darwin') template.unshift({ label: app.name, role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** The page handles the keys, in one place for every host, so that typing never triggers an action. */
function itemOf({ id, label, shortcut }: (typeof actions)[number], perform: (action: ActionId) => void): Item {
  const shown = accelerator(shortcut, process.platform);
  const item: Item = { id, label, click: () => perform(id), registerAccelerator: false };
  return shown === undefined ? item : { ...item, accelerator: shown };
}
