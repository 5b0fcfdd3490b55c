import { expect, it } from 'vitest';
import { Failure } from '#shared/model/failure.ts';
import { withPatience } from './patience.ts';

/** Answers after a while, or fails as soon as it is cancelled. */
const slow =
  (milliseconds: number) =>
  ({ signal }: { signal?: AbortSignal | undefined }): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve('found'), milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Failure('CANCELLED', 'Cancelled'));
      });
    });

it('waits for an answer, but not for ever', async () => {
  expect(await withPatience(slow(1), 5000)({})).toBe('found');
  expect(await withPatience(slow(5000), 10)({})).toBeNull();
});

it('tells whoever asked that they cancelled it themselves', async () => {
  const asking = new AbortController();
  const answer = withPatience(slow(5000), 5000)({ signal: asking.signal });
  asking.abort();
  await expect(answer).rejects.toThrow('Cancelled');
});
