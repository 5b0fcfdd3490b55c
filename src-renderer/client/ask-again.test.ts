import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { askAgain } from './ask-again.ts';

/** A list on screen whose answers come when the test says so. */
function watched(key: readonly string[]) {
  const queries = new QueryClient();
  const asked: { readonly signal: AbortSignal; answer(rows: number): void }[] = [];
  const queryFn = ({ signal }: { signal: AbortSignal }) =>
    new Promise<number>((answer) => {
      asked.push({ signal, answer });
    });
  const list = new QueryObserver(queries, { queryKey: key, queryFn, staleTime: Number.POSITIVE_INFINITY });
  list.subscribe(vi.fn());
  return { queries, asked, list };
}

it('gives up a first answer that is under way', async () => {
  const { queries, asked, list } = watched(['recordings']);
  const done = askAgain(queries);
  await vi.waitFor(() => expect(asked.length).toBe(2));
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[0]!.answer(4);
  asked[1]!.answer(6);
  await done;
  expect(list.getCurrentResult().data).toBe(6);
  expect(asked.length).toBe(2);
});

it('keeps showing what is there until the next answer', async () => {
  const { queries, asked, list } = watched(['recordings']);
  asked[0]!.answer(4);
  await vi.waitFor(() => expect(list.getCurrentResult().data).toBe(4));
  const done = askAgain(queries, ([name]) => name === 'recordings');
  expect(list.getCurrentResult().data).toBe(4);
  await vi.waitFor(() => expect(asked.length).toBe(2));
  asked[1]!.answer(6);
  await done;
  expect(list.getCurrentResult().data).toBe(6);
});

it('leaves alone what is not meant', async () => {
  const { queries, asked } = watched(['recordings']);
  await askAgain(queries, ([name]) => name === 'participants');
  expect(asked.length).toBe(1);
  expect(asked[0]!.signal.aborted).toBe(false);
});
