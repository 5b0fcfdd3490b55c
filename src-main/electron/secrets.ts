import { safeStorage } from 'electron';
import type { Secrets } from '../app/host.ts';

/** Passwords at rest, sealed by the system's secret store. */
export const keyring: Secrets = {
  async protection() {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return 'memory';
    const constantKey = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
    return constantKey ? 'weak' : 'keyring';
  },
  seal: (text) => safeStorage.encryptStringAsync(text),
  async unseal(bytes) {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(bytes));
    return result;
  },
};
