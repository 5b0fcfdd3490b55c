import { describe, expect, it } from 'vitest';
import type { QuestionInfo, QuestionParameter } from '#shared/model/question.ts';
import { checkedValues } from './values.ts';

const asking = (...parameters: QuestionParameter[]): QuestionInfo => ({
  id: 'q',
  title: 'A question',
  about: 'What it answers',
  parameters,
  columns: [],
  order: [],
});

const valueFor = (parameter: Partial<QuestionParameter>, value: string | number | null) =>
  checkedValues(asking({ id: 'p', title: 'Part', kind: 'text', ...parameter }), { p: value })['p'];

describe('parameters of questions', () => {
  it('reads numbers as people write them', () => {
    expect(valueFor({ kind: 'number' }, ' 2,5 ')).toBe(2.5);
    expect(valueFor({ kind: 'number' }, '-1e3')).toBe(-1000);
    expect(valueFor({ kind: 'number', default: 7 }, '')).toBe(7);
  });

  it.each([
    [{ kind: 'number' as const }, 'NaN', 'give a number'],
    [{ kind: 'number' as const, whole: true, minimum: 1 }, '1.5', 'give a whole number, at least 1'],
    [{ kind: 'number' as const, maximum: 1, unit: 's' }, 2, 'give a number, at most 1 (s)'],
    [{ kind: 'time' as const }, '12:00', 'a time such as'],
    [{ kind: 'time' as const }, '2026-13-40', 'a time such as'],
    [{ kind: 'session' as const }, null, 'Give “Part” (p): the id of one session'],
  ])('refuses for %j the value %j', (parameter, value, sentence) => {
    expect(() => valueFor(parameter, value)).toThrow(sentence);
  });

  it('takes a time without a zone for UTC', () => {
    const time = { kind: 'time' } as const;
    expect(valueFor(time, '2026-11-21T09:30')).toBe('2026-11-21T09:30:00.000Z');
    expect(valueFor(time, '2026-11-21 09:30:00.5')).toBe('2026-11-21T09:30:00.500Z');
    expect(valueFor(time, '2026-11-21T09:30:00+02:00')).toBe('2026-11-21T07:30:00.000Z');
    expect(valueFor(time, '2026-11-21')).toBe('2026-11-21T00:00:00.000Z');
  });

  it('gives nothing for what may be left out', () => {
    expect(valueFor({ optional: true }, null)).toBeNull();
    expect(valueFor({ optional: true }, '  ')).toBeNull();
    expect(valueFor({ kind: 'choice' }, 'whatever the database has')).toBe('whatever the database has');
  });
});
