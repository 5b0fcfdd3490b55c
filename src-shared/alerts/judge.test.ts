import { expect, it } from 'vitest';
import { judge, watched } from './judge.ts';
import { type AlertRule, readRules, ruleText } from './rule.ts';

const rule = (kind: AlertRule['kind'], value: number): AlertRule => ({
  ...{ id: 'r', measure: 'loss', title: 'Loss', kind, value, on: true, sessions: [], episodes: [] },
});
const line = (points: readonly (readonly [number, number])[], notFinite = 0) => ({
  ...{ id: 'a', label: 'run a', points, rows: points.length + notFinite, notFinite },
});

it('a value counts once it is new, whatever came after it', () => {
  const first = [
    line([
      [0, 9],
      [1, 1],
      [2, 5],
    ]),
  ];
  expect(judge(rule('below', 2), first, undefined, 0)).toBeUndefined();
  expect(judge(rule('above', 4), first, undefined, 0)).toBe('run a: 5 at 2');
  const before = watched(first, undefined, 0);
  const then = [
    line([
      [0, 9],
      [1, 1],
      [2, 5],
      [3, 1.5],
      [4, 6],
    ]),
  ];
  expect(judge(rule('below', 2), then, before, 0)).toBe('run a: 1.5 at 3');
  expect(judge(rule('below', 2), then, watched(then, before, 0), 0)).toBeUndefined();
});

it('values that are no number count where they are more than before', () => {
  const before = watched([line([[0, 1]], 3)], undefined, 0);
  expect(judge(rule('nan', 0), [line([[0, 1]], 3)], undefined, 0)).toBeUndefined();
  expect(judge(rule('nan', 0), [line([[0, 1]], 3)], before, 0)).toBeUndefined();
  expect(judge(rule('nan', 0), [line([[0, 1]], 5)], before, 0)).toBe('run a: 2 more values that are no finite number');
});

it('silence is counted from the last time that there were more rows', () => {
  const lines = [line([[0, 1]])];
  const first = watched(lines, undefined, 0);
  const later = watched(lines, first, 4 * 60_000);
  expect(judge(rule('silent', 5), lines, later, 4 * 60_000)).toBeUndefined();
  expect(judge(rule('silent', 5), lines, later, 5 * 60_000)).toContain('1 row since');
  const more = [
    line([
      [0, 1],
      [1, 2],
    ]),
  ];
  expect(judge(rule('silent', 5), more, later, 6 * 60_000)).toBeUndefined();
  expect(watched(more, later, 6 * 60_000).grew).toBe(6 * 60_000);
});

it('rules are read as far as they can be, and say what they are', () => {
  expect(readRules([rule('nan', 0), { id: 'broken' }, 7])).toEqual([rule('nan', 0)]);
  expect(readRules('nothing')).toEqual([]);
  expect((['below', 'above', 'silent', 'nan'] as const).map((kind) => ruleText(rule(kind, 5)))).toEqual([
    ...['Loss falls below 5', 'Loss rises above 5', 'Loss has no data for 5 min', 'Loss is not finite'],
  ]);
});
