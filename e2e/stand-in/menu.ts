import { randomUUID } from 'node:crypto';
import type * as Electron from 'electron';

type Members = 'accelerator' | 'id' | 'label' | 'registerAccelerator' | 'type';

/** An entry of the menu. Roles are the system's and do nothing here. */
export class MenuItem implements Pick<Electron.MenuItem, Members> {
  readonly id: string;
  readonly label: string;
  readonly role: string | undefined;
  readonly accelerator: string;
  readonly registerAccelerator: boolean;
  readonly type: Electron.MenuItem['type'];
  readonly submenu: Menu | undefined;
  readonly click: () => void;

  constructor(options: Electron.MenuItemConstructorOptions) {
    const { id, label = '', role, accelerator = '', registerAccelerator = true, submenu, click } = options;
    if (label === '' && role === undefined && options.type !== 'separator')
      throw new Error('A menu item needs a label or a role');
    this.id = id ?? randomUUID();
    this.label = label;
    this.role = role;
    this.accelerator = String(accelerator);
    this.registerAccelerator = registerAccelerator;
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined;
    this.click = () => click?.(this as unknown as Electron.MenuItem, undefined, {});
  }
}

let applicationMenu: Menu | null = null;

export class Menu {
  readonly items: readonly MenuItem[];

  private constructor(items: readonly MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)));
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
