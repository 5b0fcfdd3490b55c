import { expect, it } from 'vitest';
import type { StateDigest } from '#shared/model/step-state.ts';
import type { OutlineStep, TranscriptShape } from '#shared/model/transcript.ts';
import { stepCharts } from './step-lines.ts';

const step = (key: string, value: number | null, achieved: OutlineStep['achieved']) =>
  ({ key, numbers: [value], achieved }) as unknown as OutlineStep;

const steps = [
  step('a', 1, [{ item: 'coal', how: 'by hand', count: 2 }]),
  step('b', null, []),
  step('c', 4, [{ item: 'coal', how: 'by hand', count: 5 }]),
];
const shape = { numbers: [{ id: 'value', title: 'Value', unit: null }], reward: 0 } as unknown as TranscriptShape;
const state = (key: string, counts: Record<string, number>): [string, StateDigest] => [
  key,
  {
    ...{ key, size: 1, notices: [] },
    sections: [
      {
        ...{ id: 'inventory', title: 'Inventory', summary: '', digest: key },
        counts: Object.entries(counts).map(([name, count]) => ({ name, count })),
      },
    ],
  },
];

it('draws numbers, sums of what was made, and counts of states, none where there is none', () => {
  const byKey = new Map([state('a', { iron: 3 }), state('c', { coal: 9 })]);
  const charts = stepCharts(steps, shape, { byKey, total: 2, read: 2, failure: undefined });
  expect(charts.map(({ title, lines }) => [title, lines.map(({ label, points }) => [label, points])])).toEqual([
    [
      'Value',
      [
        [
          'Value',
          [
            [1, 1],
            [3, 4],
          ],
        ],
      ],
    ],
    [
      'Made so far',
      [
        [
          'coal by hand',
          [
            [1, 2],
            [3, 7],
            [3, 7],
          ],
        ],
      ],
    ],
    [
      'Inventory',
      [
        [
          'coal',
          [
            [1, 0],
            [3, 9],
          ],
        ],
        [
          'iron',
          [
            [1, 3],
            [3, 0],
          ],
        ],
      ],
    ],
  ]);
});
