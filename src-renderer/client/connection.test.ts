import { describe, expect, it } from 'vitest';
import { createConnection } from './connection.ts';
import { type Dial, socketAddress } from './link.ts';

/** A link that answers every question with its own name, until it is dropped. */
function line(name: string) {
  const { promise: dropped, resolve: drop } = Promise.withResolvers<void>();
  const link = { call: async (path: readonly string[]) => `${name}: ${path.join('.')}` };
  return { live: { link, dropped } as unknown as Awaited<ReturnType<Dial>>, drop };
}

describe('createConnection', () => {
  it('lets requests wait for the first link', async () => {
    const dialled = Promise.withResolvers<Awaited<ReturnType<Dial>>>();
    const { client, state, start } = createConnection(() => dialled.promise);
    start();
    const answer = client.application.info();
    expect(state.get().state).toBe('connecting');
    dialled.resolve(line('one').live);
    expect(await answer).toBe('one: application.info');
    expect(state.get()).toEqual({ state: 'open', since: 1 });
  });

  it('dials again when a link drops, and asks the new one', async () => {
    const [one, two] = [line('one'), line('two')];
    const lines = [one.live, two.live];
    const { client, state, start } = createConnection(async () => lines.shift()!);
    start();
    expect(await client.application.info()).toBe('one: application.info');
    one.drop();
    await expect.poll(() => state.get().state).toBe('lost');
    expect(await client.application.info()).toBe('two: application.info');
    expect(state.get()).toEqual({ state: 'open', since: 2 });
  });

  it('gives a waiting request up when it is cancelled', async () => {
    const { client, start } = createConnection(() => new Promise(() => undefined));
    start();
    const stop = new AbortController();
    const answer = client.application.info(undefined, { signal: stop.signal });
    stop.abort(new DOMException('stop', 'AbortError'));
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('socketAddress', () => {
  it('stays on the page’s own host and carries the token', () => {
    expect(socketAddress({ protocol: 'http:', host: '127.0.0.1:4000' }, 'a b')).toBe(
      'ws://127.0.0.1:4000/rpc?token=a%20b',
    );
    expect(socketAddress({ protocol: 'https:', host: 'x' }, null)).toBe('wss://x/rpc');
  });
});
