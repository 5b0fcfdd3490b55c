import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { createORPCClient } from '@orpc/client';
import type { AppClient } from '#shared/contract/index.ts';
import { chooseDial, type Dial, type LiveLink } from './link.ts';
import { createStore, type Store } from './store.ts';

/** `since` counts up with every new link, so that what streams can start again. */
export interface ConnectionState {
  readonly state: 'connecting' | 'open' | 'lost';
  readonly since: number;
}

export interface Connection {
  readonly client: AppClient;
  readonly state: Store<ConnectionState>;
  /** Dials for the first time; call once. */
  start(): void;
  /** Dials at once instead of after the pause. */
  retry(): void;
}

const pauses = [250, 500, 1000, 2000, 5000];

/** A client that outlives its links: requests wait for the next link, and a dropped link is dialled again. */
export function createConnection(chosen?: Dial): Connection {
  const state = createStore<ConnectionState>({ state: 'connecting', since: 0 });
  let wake = (): void => undefined;
  let live = Promise.withResolvers<LiveLink>();

  async function keepDialling(dial: Dial): Promise<never> {
    for (let failures = 0; ; failures += 1) {
      try {
        const link = await dial();
        failures = 0;
        live.resolve(link);
        state.set((now) => ({ state: 'open', since: now.since + 1 }));
        await link.dropped;
        live = Promise.withResolvers();
      } catch {
        // The reason is not told to pages; the banner says what to do.
      }
      state.set((now) => ({ ...now, state: 'lost' }));
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pauses[Math.min(failures, pauses.length - 1)]);
      });
    }
  }

  const link: ClientLink<ClientContext> = {
    async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>) {
      const now = await untilAborted(live.promise, options.signal);
      return now.link.call(path, input, options);
    },
  };

  const start = () => void keepDialling(chosen ?? chooseDial());
  return { client: createORPCClient<AppClient>(link), state, start, retry: () => wake() };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
