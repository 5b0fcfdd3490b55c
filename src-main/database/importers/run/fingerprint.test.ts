import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { offerOf } from '../offer.ts';
import { ImportBench } from '../testing/importing.ts';
import { fingerprint } from './fingerprint.ts';

it('is of the content of all files, however long they are and however many', async () => {
  await using bench = await ImportBench.create();
  const sizes = [0, 1, 65_536, 65_537, 700_000, ...Array.from({ length: 80 }, (_, at) => 100 + at)];
  const expected = createHash('sha256');
  const paths = sizes.map((_, at) => bench.path(`part-${String(at).padStart(2, '0')}`));
  for (const [at, size] of sizes.entries()) {
    const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + at) % 251);
    await writeFile(paths[at] as string, bytes);
    expected.update(`${size}:`).update(bytes);
  }
  const found = await fingerprint(await offerOf(paths), AbortSignal.timeout(20_000));
  expect(found).toBe(expected.digest('hex'));
});
