import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type Action, type ActionId, actions } from '#shared/actions.ts';
import { accelerator } from './accelerator.ts';

const menus = ['File', 'Edit', 'Go', 'View', 'Help'] as const satisfies readonly Action['menu'][];

/** What the system itself does, after our own entries of a menu. */
const systemItems: Record<Action['menu'], readonly MenuItemConstructorOptions[]> = {
  File: process.platform === 'darwin' ? [{ role: 'close' }] : [{ role: 'quit' }],
  Edit: ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'].map((role) => ({ role }) as MenuItemConstructorOptions),
  View: ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'].map((role) => ({ role }) as MenuItemConstructorOptions),
  Go: [],
  Help: [],
};

/** The menu of every action; a click tells the window, which knows what the action means where it is. */
export function setMenu(perform: (action: ActionId) => void): void {
  const template = menus.map((name): MenuItemConstructorOptions => {
    const ours = actions.filter((action) => action.menu === name).map((action) => itemOf(action, perform));
    const theirs = systemItems[name];
    const submenu = theirs.length === 0 ? ours : [...ours, { type: 'separator' as const }, ...theirs];
    return name === 'Help' ? { role: 'help', label: name, submenu } : { label: name, submenu };
  });
  if (process.platform === 'darwin') template.unshift({ label: app.name, role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Shortcuts are shown here and handled by the page, in one place for every host, so that typing never triggers one. */
function itemOf(
  { id, label, shortcut }: (typeof actions)[number],
  perform: (action: ActionId) => void,
): MenuItemConstructorOptions {
  const item: MenuItemConstructorOptions = { id, label, click: () => perform(id), registerAccelerator: false };
  return shortcut === null ? item : { ...item, accelerator: accelerator(shortcut) };
}
