import { expect, it } from 'vitest';
import type { AnswerColumn } from '#shared/model/page.ts';
import { gridColumns, guessWidth } from './grid-columns.ts';

const column = (name: string, kind: AnswerColumn['kind'] = 'integer'): AnswerColumn => ({
  name,
  title: name,
  type: '',
  kind,
  unit: null,
});

it('puts extra columns behind the page’s own and leaves hidden ones out', () => {
  const all = gridColumns([column('id'), column('label')], [column('frames')], new Set(['id']));
  expect(all.map(({ name, at }) => [name, at])).toEqual([
    ['label', 1],
    ['frames', undefined],
  ]);
});

it('is wide enough for the longest number, but not for one long text', () => {
  const numbers = [...Array(99).fill(1), 123_456_789];
  expect(guessWidth(column('n'), numbers)).toBeGreaterThan(guessWidth(column('n'), numbers.slice(0, 99)));
  const texts = [...Array(99).fill('short'), 'long '.repeat(30)];
  expect(guessWidth(column('t', 'text'), texts)).toBe(guessWidth(column('t', 'text'), texts.slice(0, 99)));
});
