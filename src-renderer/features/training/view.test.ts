import { expect, it } from 'vitest';
import { readView, type TrainingView, writeView } from './view.ts';

it('is the same after a way through the address', () => {
  const views: readonly TrainingView[] = [
    {
      part: 'training',
      session: undefined,
      episode: undefined,
      tells: undefined,
      measure: undefined,
      facet: undefined,
      checkpoint: undefined,
    },
    {
      part: 'episode',
      session: 'run 2',
      episode: '["a","1"]',
      tells: 'speed',
      measure: 'avg_loss',
      facet: 0,
      checkpoint: 2,
    },
  ];
  for (const view of views) expect(readView(writeView(view))).toEqual(view);
});

it('leaves out what makes no sense', () => {
  expect(readView({ by: 'x', part: 'y', session: '' })).toMatchObject({ part: 'training', session: undefined });
  expect(readView({ by: 'x' }).facet).toBeUndefined();
});
