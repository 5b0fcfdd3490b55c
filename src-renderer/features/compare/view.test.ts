import { expect, it } from 'vitest';
import { addressOf, readAddress } from '../../client/place.ts';
import { type CompareView, readView, writeView } from './view.ts';

it('comes back from its address, whatever ids hold', () => {
  const view: CompareView = {
    ...{ show: 'runs', level: 'session', of: 'tail', last: 25, steps: 'max' },
    ...{ measures: ['reward', 'fact:a,b'], by: ['session.config.lr', 'x&y=z'], sessions: ['50%', '["x",7]'] },
    ...{ baseline: '["0.1","a,b"]', pair: 'scenario', test: 'wilcoxon', correction: 'benjamini-hochberg' },
    ...{ confidence: 0.9, centre: 'iqm', band: 't', window: 30, near: 2.5, better: 'lower' },
    ...{ threshold: -12.5, task: 'env', target: 1, smooth: { kind: 'ema', factor: 0.9, per: 10 } },
  };
  const address = addressOf({ at: 'compare', database: 'x' }, writeView(view));
  expect(readAddress(address).place).toEqual({ at: 'compare', database: 'x' });
  expect(readView(readAddress(address).query)).toEqual(view);
  const alone = { ...view, by: [] };
  expect(readView(writeView(alone)).by).toEqual([]);
});

it('takes what no one wrote for what is usual, and need not write it', () => {
  const usual = readView({});
  expect(usual).toMatchObject({ show: 'table', level: 'episode', by: undefined, test: 'auto', confidence: 0.95 });
  expect(Object.values(writeView(usual)).every((value) => value === '')).toBe(true);
  expect(readView({ show: 'x', last: '-3', confidence: '7', threshold: 'a', near: '-1', of: '' })).toEqual({
    ...usual,
    last: 1,
  });
});
