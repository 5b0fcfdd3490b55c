import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type * as Electron from 'electron';
import { lifecycle } from './lifecycle.ts';

/** What a test did not answer would wait for ever in Electron; here it fails. */
function unanswered(what: string): never {
  throw new Error(`${what} was called, and no test answers it`);
}

export const dialog = {
  showMessageBox: async () => unanswered('dialog.showMessageBox'),
  showOpenDialog: async () => unanswered('dialog.showOpenDialog'),
  showSaveDialog: async () => unanswered('dialog.showSaveDialog'),
} satisfies Pick<Electron.Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>;

export const shell = {
  openExternal: async (url) => unanswered(`shell.openExternal(${url})`),
} satisfies Pick<Electron.Shell, 'openExternal'>;

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<Electron.NativeTheme, 'shouldUseDarkColors'>;

/** What was shown is kept, since no desktop is there to show it. */
export class Notification {
  static readonly shown: { readonly title: string; readonly body: string }[] = [];
  readonly #words: { readonly title: string; readonly body: string };

  static isSupported(): boolean {
    return true;
  }

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions) {
    this.#words = { title, body };
  }

  show(): void {
    Notification.shown.push(this.#words);
  }
}

const workArea = { x: 0, y: 0, width: 1920, height: 1080 };

export const screen = {
  getAllDisplays() {
    lifecycle.onlyAfterReady('screen');
    return [{ id: 1, workArea, bounds: workArea }] as Electron.Display[];
  },
} satisfies Pick<Electron.Screen, 'getAllDisplays'>;

/** Linux without a keyring has a constant key too, and says `basic_text`. */
const key = createHash('sha256').update('a key that anybody can know').digest();

export const safeStorage = {
  async isAsyncEncryptionAvailable() {
    lifecycle.onlyAfterReady('safeStorage');
    return true;
  },
  getSelectedStorageBackend() {
    lifecycle.onlyAfterReady('safeStorage');
    return 'basic_text' as const;
  },
  async encryptStringAsync(text) {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  },
  async decryptStringAsync(bytes) {
    if (!Buffer.isBuffer(bytes)) throw new TypeError('decryptStringAsync takes a Buffer');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
    const result = decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
    return { result, shouldReEncrypt: false };
  },
} satisfies Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;
