import { expect, it } from 'vitest';
import { checksumsIn, namesFile } from './file-asked.ts';

it('knows a path of a file that is not to be loaded', () => {
  expect(['a/b.pkl', 'C:\\x\\y.PKL', 'model.h5'].map(namesFile)).toEqual([true, true, true]);
  expect(['a.pkl b', 'a.csv', 'import x\nopen("a.pkl")\nx.pkl', '', null, 3].map(namesFile)).toEqual([
    ...[false, false, false, false, false, false],
  ]);
});

it('knows what can be a checksum', () => {
  const [md5, sha256] = ['900150983CD24FB0D6963F7D28E17F72', 'ab'.repeat(32)];
  expect(checksumsIn([md5, sha256, 'ab', null, 7, 'zz'.repeat(16), undefined])).toEqual([md5.toLowerCase(), sha256]);
});
