import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, it } from 'vitest';
import {
  asText,
  keepsText,
  readsText,
  readUnlessPassedOn,
  sendsText,
  sendsTextAsItIs,
  TextAnswer,
} from './text-answers.ts';

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

interface Asker {
  answer(input?: undefined, options?: { context: { passedOn?: boolean } }): Promise<unknown>;
}

/** The way of an answer: a process that gives it, one that passes it on, and a window. */
function ways(answer: unknown): { readonly process: Asker; readonly window: Asker } {
  const process = createORPCClient(
    readUnlessPassedOn(new RPCLink({ port: served(() => answer, sendsTextAsItIs), ...keepsText })),
  );
  const passing = () => (process as unknown as Asker).answer(undefined, { context: { passedOn: true } });
  const window = createORPCClient(new RPCLink({ port: served(passing), ...readsText }));
  return { process: process as unknown as Asker, window: window as unknown as Asker };
}

function served(handle: () => unknown, sends = sendsText): MessagePort {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  new RPCHandler({ answer: os.handler(handle) }, sends).upgrade(port1);
  port1.start();
  port2.start();
  return port2;
}

const plain = {
  points: [
    [0, 1.5],
    [1, -2e-7],
  ],
  label: 'träume "1"\n',
  none: null,
  toJSON2: true,
  deep: { list: [] },
};

describe('answers on their way', () => {
  it.each([
    ['an object', plain],
    ['a list', [plain, 'x', 1, null, false]],
    ['numbers that JSON cannot say', { y: [1, Number.NaN], big: 12n }],
    ['a date', { at: new Date(5) }],
    ['a set', new Set([1])],
    ['a hole', [1, undefined, 2]],
    ['a text', '{"text":1}'],
    ['a number', 5],
    ['nothing', undefined],
    ['null', null],
  ])('come as they were: %s', async (_, answer) => {
    const { process, window } = ways(answer);
    expect(await process.answer()).toEqual(answer);
    expect(await window.answer()).toEqual(answer);
  });

  it('pass bytes', async () => {
    const { window } = ways({ numbers: new Blob(['abc']), more: 1 });
    const { numbers } = (await window.answer()) as { numbers: Blob };
    expect(await numbers.text()).toBe('abc');
  });

  it('are one text where nobody reads them', async () => {
    const { process } = ways(plain);
    const passed = await process.answer(undefined, { context: { passedOn: true } });
    expect(passed).toBeInstanceOf(TextAnswer);
    expect((passed as TextAnswer).read()).toEqual(plain);
  });

  it('are no text within a text, whose quotes would be escaped', async () => {
    const port = served(() => plain, sendsTextAsItIs);
    const messages: unknown[] = [];
    port.addEventListener('message', ({ data }) => messages.push(data));
    const client = createORPCClient(new RPCLink({ port, ...readsText })) as unknown as Asker;
    expect(await client.answer()).toEqual(plain);
    expect(messages).toEqual([expect.objectContaining({ p: { b: { json: JSON.stringify(plain), meta: [[21]] } } })]);
  });

  it('lose only properties that are undefined', () => {
    expect(asText({ a: undefined, b: 1 })).toEqual(new TextAnswer('{"b":1}'));
    const again = { a: 1 };
    expect(asText(again)).toBe(asText(again));
  });

  it.each([
    { y: Number.POSITIVE_INFINITY },
    { at: new Date(5) },
    { x: { toJSON: 'told otherwise' } },
    { f: () => 1 },
    { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: 0 }) }) },
    new Float64Array(2),
  ])('are left to the transport where JSON would change them (%#)', (answer) => {
    expect(asText(answer)).toBe(answer);
  });
});
