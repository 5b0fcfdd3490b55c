import { describe, expect, it, vi } from 'vitest';
import type { RollUps } from '#shared/model/experiment.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { RollUpStore, sumOf } from './roll-up-store.ts';

const columns: readonly AnswerColumn[] = [
  { name: 'steps', title: 'Rows', type: 'bigint', kind: 'integer', unit: null },
];
const answer = (ids: readonly string[]): RollUps => ({
  columns,
  rows: Object.fromEntries(ids.filter((id) => id !== 'empty').map((id) => [id, [id.length]])),
});

function store() {
  const asked: { ids: readonly string[]; signal: AbortSignal; done: (answer: RollUps) => void; fail: () => void }[] =
    [];
  const rollUps = new RollUpStore(
    (ids, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ ids, signal, done: resolve, fail: () => reject(new Error('no')) });
      }),
  );
  return { rollUps, asked };
}

describe('roll-ups', () => {
  it('are asked once per row, in batches from the top, two at a time', async () => {
    const { rollUps, asked } = store();
    const ids = Array.from({ length: 25 }, (_, index) => `e${index}`);
    rollUps.want(ids);
    rollUps.want(ids);
    expect(asked.map((one) => one.ids[0])).toEqual(['e0', 'e10']);
    asked[1]?.done(answer(asked[1].ids));
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    expect(asked[2]?.ids).toEqual(['e20', 'e21', 'e22', 'e23', 'e24']);
    for (const one of asked) one.done(answer(one.ids));
    await vi.waitFor(() => expect(rollUps.get().rows.size).toBe(25));
    rollUps.want(ids);
    expect(asked).toHaveLength(3);
    expect(rollUps.get().columns).toEqual(columns);
  });

  it('are cancelled when their rows are out of sight, and asked again when these come back', async () => {
    const { rollUps, asked } = store();
    rollUps.want(['a']);
    rollUps.want(['b']);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked[1]?.signal.aborted).toBe(false);
    rollUps.want(['a', 'b']);
    expect(asked.map((one) => one.ids)).toEqual([['a'], ['b'], ['a']]);
    asked[0]?.done(answer(['a']));
    await Promise.resolve();
    expect(rollUps.get().rows.size).toBe(0);
  });

  it('that cannot be had are not asked for ever', async () => {
    const { rollUps, asked } = store();
    rollUps.want(['a']);
    asked[0]?.fail();
    await vi.waitFor(() => expect(rollUps.get().failed.has('a')).toBe(true));
    rollUps.want(['a']);
    expect(asked.filter((one) => one.ids.includes('a'))).toHaveLength(1);
  });

  it('are empty, not on their way, for a row that has nothing below it', async () => {
    const { rollUps, asked } = store();
    rollUps.want(['empty']);
    asked[0]?.done(answer(['empty']));
    await vi.waitFor(() => expect(rollUps.get().rows.get('empty')).toEqual([null]));
  });

  it('say what columns will come before there is a row', async () => {
    const { rollUps, asked } = store();
    const prepared = rollUps.prepare();
    asked[0]?.done(answer([]));
    await prepared;
    expect([asked[0]?.ids, rollUps.get().columns]).toEqual([[], columns]);
  });

  it('are summed only when all are known', async () => {
    const { rollUps, asked } = store();
    rollUps.want(['ab', 'abc']);
    expect(sumOf(rollUps.get(), 'steps', ['ab'])).toBeUndefined();
    asked[0]?.done(answer(['ab', 'abc']));
    await vi.waitFor(() => expect(sumOf(rollUps.get(), 'steps', ['ab', 'abc'])).toBe(5));
    expect(sumOf(rollUps.get(), 'steps', ['ab', 'x'])).toBeUndefined();
    expect(sumOf(rollUps.get(), 'other', ['ab'])).toBeUndefined();
  });
});
