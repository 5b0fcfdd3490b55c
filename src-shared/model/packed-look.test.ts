import { expect, it } from 'vitest';
import type { ImportLook, ImportPlan } from './import.ts';
import { packLook, unpackLook } from './packed-look.ts';

const asked = ['/a/2.csv', '/a/1.csv', '/gone.csv', '/runs'];

const look = {
  plans: [
    { title: 'Table', ...filesOf('/a/1.csv', '/a/2.csv'), paths: ['/a/1.csv', '/a/2.csv'] },
    { title: 'Run', ...filesOf('/runs/x.csv', '/runs/y.csv'), paths: ['/runs'] },
  ] as unknown as readonly ImportPlan[],
  refused: [{ paths: ['/gone.csv'], failure: { code: 'FILE_NOT_FOUND', message: 'It is gone' } }],
} satisfies ImportLook;

function filesOf(...paths: readonly string[]) {
  return { files: paths.map((path) => ({ path, bytes: path.length })) };
}

it('comes out as it was', () => {
  expect(unpackLook(packLook(look, asked), asked)).toEqual(look);
});

it('repeats no path that was asked about, and names others once', () => {
  const packed = packLook({ ...look, plans: [...look.plans, ...look.plans] }, asked);
  expect(packed.more).toEqual(['/runs/x.csv', '/runs/y.csv']);
  expect(JSON.stringify(packed)).not.toContain('/a/');
});
