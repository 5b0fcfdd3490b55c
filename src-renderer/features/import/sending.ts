import { serverToken } from '../../client/link.ts';
import { createStore, type Store } from '../../client/store.ts';

/** A file of the person's computer, and where it was in what they dropped. */
export interface SentFile {
  readonly file: File;
  /** With `/`; a folder that was dropped comes first. */
  readonly path: string;
}

/** Files on their way to the server, which looks at them when all are there. */
export interface Sending {
  readonly id: string;
  readonly files: number;
  readonly bytes: number;
  readonly sent: number;
  readonly done: number;
  /** Why it stopped, if it did. */
  readonly failure: string | undefined;
}

export const sendings: Store<readonly Sending[]> = createStore<readonly Sending[]>([]);

const cancels = new Map<string, AbortController>();

/** Requests at a time: small files wait for each other's answers more than for the disk. */
const atOnce = 4;

/**
 * Sends files to the server, as they are on disk.
 * @returns what is to be looked at: each file, or the folder it was dropped in; nothing when it failed or was cancelled
 */
export async function sendFiles(files: readonly SentFile[]): Promise<readonly string[]> {
  const id = crypto.randomUUID();
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const controller = new AbortController();
  cancels.set(id, controller);
  sendings.set((now) => [...now, { id, files: files.length, bytes, sent: 0, done: 0, failure: undefined }]);
  try {
    const paths = await sendAll(id, distinct(files), controller.signal);
    drop(id);
    return paths;
  } catch (thrown) {
    controller.abort();
    void discard(id);
    if (!cancels.has(id)) return [];
    change(id, { failure: thrown instanceof Error ? thrown.message : String(thrown) });
    return [];
  } finally {
    cancels.delete(id);
  }
}

/** Stops sending, or puts away the word that it failed. */
export function dropSending(id: string): void {
  const controller = cancels.get(id);
  cancels.delete(id);
  controller?.abort();
  drop(id);
}

/** Files of one name from several folders: `flock.csv`, `flock (2).csv`. */
export function distinct(files: readonly SentFile[]): readonly SentFile[] {
  const taken = new Set<string>();
  return files.map(({ file, path }) => {
    let free = path;
    for (let count = 2; taken.has(free); count += 1) free = path.replace(/(\.[^./]*)?$/, ` (${count})$1`);
    taken.add(free);
    return { file, path: free };
  });
}

async function sendAll(id: string, files: readonly SentFile[], signal: AbortSignal): Promise<readonly string[]> {
  const tops: string[] = [];
  const parts = new Map<number, number>();
  const tell = () => change(id, { sent: [...parts.values()].reduce((sum, part) => sum + part, 0) });
  let next = 0;
  let done = 0;
  let settled = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < files.length; at = next++) {
      const one = files[at] as SentFile;
      const top = await sendOne(id, one, signal, (sent) => {
        parts.set(at, sent);
        tell();
      });
      tops[at] = top;
      parts.delete(at);
      settled += one.file.size;
      parts.set(-1, settled);
      done += 1;
      change(id, { done });
      tell();
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, work));
  return [...new Set(tops)];
}

/** `fetch` does not tell how much was sent. */
function sendOne(
  id: string,
  { file, path }: SentFile,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    request.open('POST', `/upload?${new URLSearchParams({ batch: id, path }).toString()}`);
    request.setRequestHeader('x-starling-token', serverToken());
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      const answer = request.response as { path?: string; message?: string } | null;
      if (request.status === 200 && answer?.path !== undefined) resolve(answer.path);
      else reject(new Error(`${path}: ${answer?.message ?? `the server answered ${request.status}`}`));
    };
    request.onerror = () => reject(new Error(`${path} could not be sent; it may have changed, or the server ended`));
    request.onabort = () => reject(new Error('Sending was cancelled'));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    if (signal.aborted) reject(new Error('Sending was cancelled'));
    else request.send(file);
  });
}

/** What came through of a sending that ended goes; a server that does not answer has ended, and removes it itself. */
async function discard(id: string): Promise<void> {
  const headers = { 'x-starling-token': serverToken() };
  await fetch(`/upload?batch=${id}`, { method: 'DELETE', headers }).catch(() => undefined);
}

function change(id: string, part: Partial<Sending>): void {
  sendings.set((now) => now.map((sending) => (sending.id === id ? { ...sending, ...part } : sending)));
}

function drop(id: string): void {
  sendings.set((now) => now.filter((sending) => sending.id !== id));
}
