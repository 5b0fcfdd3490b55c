import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ProcessClient } from '#shared/contract/lifecycle.ts';
import { keepsText, readUnlessPassedOn } from '#shared/contract/text-answers.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type { ProcessHandle } from './host.ts';

/** One running database process and its typed client. */
export class DatabaseProcess {
  readonly client: ProcessClient;
  readonly ended: ProcessHandle['ended'];
  readonly #handle: ProcessHandle;

  constructor(handle: ProcessHandle) {
    this.#handle = handle;
    this.ended = handle.ended;
    this.client = createORPCClient(readUnlessPassedOn(new RPCLink({ port: handle.port, ...keepsText })));
  }

  /**
   * Runs one request. Rejects with a `Failure`: the process's own, CANCELLED as soon as the signal aborts (the process
   * hears of it too), or PROCESS_ENDED when the process dies meanwhile.
   */
  async call<T>(request: (client: ProcessClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) throw new Failure('CANCELLED', 'Cancelled');
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const onAbort = (): void => reject(new Failure('CANCELLED', 'Cancelled'));
    signal?.addEventListener('abort', onAbort, { once: true });
    let over = false;
    const death = this.ended.then(({ code, words }) => {
      throw new Failure('PROCESS_ENDED', 'The database process ended; reopen the database', {
        detail: over ? '' : `exit code ${code ?? 'none'}${words === '' ? '' : `\n${words}`}`,
      });
    });
    try {
      return await Promise.race([request(this.client).catch((thrown) => this.#diedOrFailed(thrown)), aborted, death]);
    } finally {
      over = true;
      signal?.removeEventListener('abort', onAbort);
      aborted.catch(ignore);
      death.catch(ignore);
    }
  }

  /** Something that the process is to know; one that ended has nobody to tell. */
  async tell(what: (client: ProcessClient) => Promise<void>): Promise<void> {
    try {
      await this.call(what);
    } catch (thrown) {
      if (asFailure(thrown).code !== 'PROCESS_ENDED') throw thrown;
    }
  }

  kill(): void {
    this.#handle.kill();
  }

  /** Asks the process to close its connection and ends it; waits at most `graceMs`. */
  async end(graceMs = 1000): Promise<void> {
    const closed = this.client.lifecycle.close().catch(ignore);
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([closed, this.ended, late]);
    // Left running, it keeps a command of the command line from ending for as long.
    clearTimeout(timer);
    this.kill();
    await this.ended;
  }

  /** A closing port rejects pending calls with words of its own, a moment before the exit is known. */
  async #diedOrFailed(thrown: unknown): Promise<never> {
    const failure = asFailure(thrown);
    if (failure.code !== 'INTERNAL' && failure.code !== 'CANCELLED') throw failure;
    const soon = new Promise<'alive'>((resolve) => setTimeout(() => resolve('alive'), 50));
    if ((await Promise.race([this.ended, soon])) === 'alive') throw failure;
    return new Promise(() => undefined);
  }
}

/** For promises whose outcome somebody else has already reported. */
function ignore(): undefined {
  return undefined;
}
