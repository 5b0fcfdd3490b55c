import { expect, it } from 'vitest';
import { columnsFor } from './columns.ts';
import type { Drawing } from './drawing.ts';
import { pageOf } from './page.ts';
import { chartLookSchema } from './request.ts';
import { svgOf } from './svg.ts';

const look = chartLookSchema.parse({ text: 10 });
const measure = (text: string, size: number) => (text.length * size) / 2;

const chart = (asked: string): Drawing => ({
  ...{ width: 600, height: 400, ground: null, title: asked },
  items: [
    {
      kind: 'stroke',
      paths: [
        [
          [10, 20],
          [30, 40],
        ],
      ],
      colour: '#000000',
      width: 1,
      dash: [],
      opacity: 1,
      clip: { x: 5, y: 5, width: 90, height: 90 },
    },
    { kind: 'text', x: 7, y: 8, text: asked, size: 9, colour: '#000000', anchor: 'start', turned: false },
  ],
  provenance: new Map([
    ['written by', 'Starling'],
    ['asked for', asked],
  ]),
});

it('puts charts beside and below each other under their names, and says once what all of them say', () => {
  const parts = ['one', 'two', 'three'].map((name) => ({ name, drawing: chart(name) }));
  const page = pageOf(parts, look, 2, measure);
  // Text of 10 points is 70.56 units; names are 1.15 times as large and have 1.9 lines of room: 154 units.
  expect([page.width, page.height]).toEqual([1200, 2 * (400 + 154)]);
  const third = page.items.filter((item) => item.kind === 'stroke')[2];
  expect(third).toMatchObject({
    paths: [
      [
        [10, 728],
        [30, 748],
      ],
    ],
    clip: { x: 5, y: 713 },
  });
  const second = page.items.filter((item) => item.kind === 'text')[2];
  expect(second).toMatchObject({ text: 'two', x: 649, y: 105 });
  expect(Object.fromEntries(page.provenance)).toEqual({
    'written by': 'Starling',
    ...{ '1. asked for': 'one', '2. asked for': 'two', '3. asked for': 'three' },
  });
  expect(svgOf(page)).toBe(svgOf(pageOf(parts, look, 2, measure)));
});

it('keeps few charts in one column', () => {
  expect([1, 3, 4, 8, 9].map(columnsFor)).toEqual([1, 1, 2, 2, 3]);
});
