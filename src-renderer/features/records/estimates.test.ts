import { expect, it } from 'vitest';
import type { Page } from '#shared/model/page.ts';
import { estimateRows } from './estimates.ts';

const column = (name: string) => ({ name, title: name, type: 'double', kind: 'float' as const, unit: null });
const methods = [
  { title: 'RMS', columns: ['rms_time', 'detection_rms_time'] },
  { title: 'Onset', columns: ['onset_time'] },
  { title: 'Consensus', columns: ['consensus_time'] },
];

it('reads what each method found under whichever name there is, and how far they are apart', () => {
  const page: Page = {
    columns: [column('id'), column('detection_rms_time'), column('onset_time')],
    rows: [
      [1, 10, 10.25],
      [2, null, 5],
      [3, null, null],
    ],
    keys: ['a', 'b', 'c'],
    more: false,
  };
  expect(estimateRows(page, methods)).toEqual([
    {
      ...{ key: 'a', number: 1 },
      points: [
        { method: 0, value: 10 },
        { method: 1, value: 10.25 },
      ],
      span: 0.25,
    },
    { key: 'b', number: 2, points: [{ method: 1, value: 5 }], span: null },
  ]);
});
