import { expect, it } from 'vitest';
import { raw } from '../sql/sql.ts';
import { orderOf } from './order.ts';
import type { OrderTerm, Relation } from './relation.ts';

const [run, number, time] = [raw('run'), raw('number'), raw('time')];
const term = (by: OrderTerm['by'], more: Partial<OrderTerm> = {}): OrderTerm => ({
  ...{ by, descending: false, nullable: false },
  ...more,
});

/** What rows keyed by run and number are sorted by before their key. */
function sortedBy(order: readonly OrderTerm[], key: Relation['key'] = [run, number]) {
  const relation: Relation = { from: raw('episodes'), where: [], columns: [], key, order };
  return orderOf(relation, []).sort.map(({ by }) => by);
}

it.each<[string, readonly OrderTerm[], readonly unknown[]]>([
  ['the key alone', [term(run), term(number)], []],
  ['the key backwards, all of it', [term(run, { descending: true }), term(number, { descending: true })], []],
  ['something else and then the key', [term(time), term(run), term(number)], [time]],
  ['something else and then the beginning of the key', [term(time), term(run)], [time]],
  ['the end of the key', [term(number)], [number]],
  ['the key in another order', [term(number), term(run)], [number]],
  ['the key, one way and the other', [term(run), term(number, { descending: true })], [run, number]],
  ['what may be NULL', [term(run, { nullable: true }), term(number)], [run, number]],
  ['the key and something else', [term(run), term(number), term(time)], [run, number, time]],
])('does not say the key twice: %s', (_what, order, sort) => {
  expect(sortedBy(order)).toEqual(sort);
});

it('keeps the order of rows without a key', () => {
  expect(sortedBy([term(run), term(number)], null)).toEqual([run, number]);
});
