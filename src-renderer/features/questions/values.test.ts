import { expect, it } from 'vitest';
import type { QuestionParameter } from '#shared/model/question.ts';
import { missingIn, shownValue, valuesFrom, valuesToQuery } from './values.ts';

const session: QuestionParameter = { id: 'session', title: 'Session', kind: 'session' };
const size: QuestionParameter = { id: 'size', title: 'Size', kind: 'number', default: 10 };
const from: QuestionParameter = { id: 'from', title: 'From', kind: 'number', optional: true };
const question = { parameters: [session, size, from] };

it('keeps values in the address, apart from search and sort, without what is the default anyway', () => {
  expect(valuesToQuery({ session: 'a b', size: '10' }, question)).toEqual({
    'p.session': 'a b',
    'p.size': '',
    'p.from': '',
  });
  expect(valuesFrom({ 'p.session': 'a b', search: 'x', 'p.from': '', 'p.other': '1' }, question)).toEqual({
    session: 'a b',
  });
});

it('shows the default until something else is given', () => {
  expect(shownValue({}, size)).toBe('10');
  expect(shownValue({ size: '20' }, size)).toBe('20');
});

it('knows what is missing', () => {
  expect(missingIn({}, question)).toEqual([session]);
  expect(missingIn({ session: 'a' }, question)).toEqual([]);
});
