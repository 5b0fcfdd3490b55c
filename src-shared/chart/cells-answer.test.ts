import { expect, it } from 'vitest';
import type { CellsAnswer } from '../model/cells.ts';
import { histogramAnswer, scatterAnswer } from './cells-answer.ts';

const measure = { id: 'v', title: 'Speed', unit: 'm/s', level: 'step', formula: null } as const;
const answer = (cells: CellsAnswer['lines'][number]['cells'], against: CellsAnswer['against']): CellsAnswer => ({
  ...{ measure, against, size: [1, 2], sql: '' },
  lines: [{ id: 'a', label: 'A', cells, rows: 5, notFinite: 1 }],
});

it('draws the outline of bars, as shares of the finite values, down to 0 between them', () => {
  const cells = [
    [0, 0, 1],
    [1, 0, 2],
    [4, 0, 1],
  ] as const;
  const { x, series } = histogramAnswer(answer(cells, null));
  expect(x).toMatchObject({ title: 'Speed', unit: 'm/s' });
  expect(series[0]?.points).toEqual([
    ...[
      [0, 0],
      [0, 0.25],
      [1, 0.25],
    ],
    ...[
      [1, 0.5],
      [2, 0.5],
      [2, 0],
    ],
    ...[
      [4, 0],
      [4, 0.25],
      [5, 0.25],
      [5, 0],
    ],
  ]);
  expect(series[0]).toMatchObject({ rows: 5, notFinite: 1 });
});

it('puts points into the middle of their cells, the strongest where most are', () => {
  const { series, strengths } = scatterAnswer(
    answer(
      [
        [0, 2, 3],
        [1, 0, 1],
      ],
      { ...measure, title: 'Turn' },
    ),
  );
  expect(series[0]?.points).toEqual([
    [0.5, 3],
    [1.5, 1],
  ]);
  expect(strengths?.get('a')).toEqual([1, 0.5]);
});
