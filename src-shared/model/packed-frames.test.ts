import { expect, it } from 'vitest';
import { packColumns } from './bulk.ts';
import type { Agent } from './experiment.ts';
import { AgentPlaces, type PackedFrames } from './packed-frames.ts';

const agents = (...names: readonly (readonly [type: string | null, id: string])[]): readonly Agent[] =>
  names.map(([type, id]) => ({ type, id, key: `${type}:${id}`, rows: 1, apart: false }));

const frames = (of: Omit<PackedFrames, 'numbers'>, id: readonly number[], kind?: readonly number[]): PackedFrames => ({
  ...of,
  numbers: new Blob([
    packColumns({
      ...{ time: Float64Array.from(id, (_, at) => at), id: Float64Array.from(id) },
      ...(kind && { kind: Int32Array.from(kind) }),
    }),
  ]),
});

const placesIn = async (list: readonly Agent[], packed: PackedFrames) => {
  const { agent, time } = await new AgentPlaces(list).unpack(packed);
  expect(time).toHaveLength(agent!.length);
  return [...agent!];
};

it('finds agents by their types and whole numbers, however large or negative', async () => {
  const list = agents(['bird', '3'], ['env', '3'], ['bird', '9007199254740991'], ['bird', '-4']);
  const packed = frames(
    { types: ['env', 'bird'], names: null },
    [3, 3, 9007199254740991, -4, 7, 3],
    [0, 1, 1, 1, 1, 2],
  );
  expect(await placesIn(list, packed)).toEqual([1, 0, 2, 3, -1, -1]);
  expect(
    await placesIn(agents([null, '1'], [null, '0']), frames({ types: [null], names: null }, [0, 1, 2, 0.5])),
  ).toEqual([1, 0, -1, -1]);
});

it('finds agents by their names', async () => {
  const list = agents(['bird', 'a'], ['fish', '007'], ['fish', 'a']);
  const packed = frames({ types: ['fish', 'bird'], names: '["a","007","b"]' }, [0, 1, 2, 0], [0, 0, 0, 1]);
  expect(await placesIn(list, packed)).toEqual([2, 1, -1, 0]);
});

it('knows nobody of a type that is not in the list, and the one agent of rows that name none', async () => {
  expect(await placesIn(agents(['bird', '1']), frames({ types: ['fish'], names: null }, [1]))).toEqual([-1]);
  expect(await placesIn(agents([null, '']), frames({ types: [null], names: '[""]' }, [0, 0]))).toEqual([0, 0]);
});
