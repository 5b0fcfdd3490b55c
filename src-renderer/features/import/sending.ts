import { serverToken } from '../../client/link.ts';
import { nextTurn } from '../../client/next-turn.ts';
import { createStore, type Store } from '../../client/store.ts';
import { distinct, type SendingAnswer, type SendingRequest, type Sent, type SentFile } from './sent-files.ts';

/** Files on their way to the server, which looks at them when all are there. */
export interface Sending extends Sent {
  readonly id: string;
  readonly files: number;
  /** 0 while it is not known. */
  readonly bytes: number;
  /** Why it stopped, if it did. */
  readonly failure: string | undefined;
}

export const sendings: Store<readonly Sending[]> = createStore<readonly Sending[]>([]);

const cancels = new Map<string, () => void>();

/**
 * Sends files to the server, as they are on disk.
 * @returns what is to be looked at: each file, or the folder it was dropped in; nothing when it failed or was cancelled
 */
export async function sendFiles(files: readonly SentFile[]): Promise<readonly string[]> {
  const id = crypto.randomUUID();
  const worker = new Worker(new URL('./sending-worker.ts', import.meta.url), { type: 'module' });
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  cancels.set(id, () => reject(new Error('Sending was cancelled')));
  sendings.set((now) => [...now, { id, files: files.length, bytes: 0, sent: 0, done: 0, failure: undefined }]);
  worker.addEventListener('error', ({ message }) => reject(new Error(message)));
  worker.addEventListener('message', ({ data: answer }: MessageEvent<SendingAnswer>) => {
    if (answer.kind === 'sent') resolve(answer.paths);
    else if (answer.kind === 'failed') reject(new Error(answer.message));
    else if (answer.kind === 'size') change(id, { bytes: answer.bytes });
    else change(id, { sent: answer.sent, done: answer.done });
  });
  try {
    handOver(worker, distinct(files), id).catch(reject);
    const paths = await promise;
    drop(id);
    return paths;
  } catch (thrown) {
    worker.terminate();
    void discard(id);
    if (!cancels.has(id)) return [];
    change(id, { failure: thrown instanceof Error ? thrown.message : String(thrown) });
    return [];
  } finally {
    worker.terminate();
    cancels.delete(id);
  }
}

/** Files that are handed over at a time: thousands would stop the window. */
const atOnce = 25;

async function handOver(worker: Worker, files: readonly SentFile[], batch: string): Promise<void> {
  const tell = (request: SendingRequest) => worker.postMessage(request);
  for (let at = 0; at < files.length; at += atOnce) {
    await nextTurn();
    tell({ kind: 'files', files: files.slice(at, at + atOnce) });
  }
  tell({ kind: 'begin', batch, token: serverToken() });
}

/** Stops sending, or puts away the word that it failed. */
export function dropSending(id: string): void {
  const cancel = cancels.get(id);
  cancels.delete(id);
  cancel?.();
  drop(id);
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
