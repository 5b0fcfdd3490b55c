/**
 * The stand-in for the module `electron` in the main process: the members that Starling uses and no others, so that an
 * import of anything else fails when the application is linked. See STAND-IN.md for what it cannot prove.
 */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, MenuItem } from './menu.ts';
export { protocol, session } from './protocol.ts';
export { dialog, Notification, nativeTheme, safeStorage, screen, shell } from './system.ts';
export { utilityProcess } from './utility-process.ts';
export { WebContents as webContents } from './web-contents.ts';
