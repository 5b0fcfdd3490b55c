import { describe, expect, it } from 'vitest';
import { addressOf, readAddress } from '../../client/place.ts';
import { conditionText, isComplete, opsFor } from './condition-words.ts';
import { viewFromQuery, viewToQuery } from './grid-view.ts';
import type { GridView } from './row-source.ts';

const view: GridView = {
  search: 'hawk & "dusk"',
  sort: [
    { column: '-odd, name', descending: false },
    { column: 'speed', descending: true },
  ],
  conditions: [
    { column: 'speed', op: 'between', values: ['1', '2.5'] },
    { column: 'label', op: 'null', values: [] },
  ],
};

describe('a view in an address', () => {
  it('comes back as it was', () => {
    const address = addressOf({ at: 'tables', database: 'x' }, viewToQuery(view));
    expect(viewFromQuery(readAddress(address).query)).toEqual(view);
  });

  it('leaves out what makes no sense', () => {
    expect(viewFromQuery({ where: '{not json', sort: '' })).toEqual({ search: '', sort: [], conditions: [] });
    expect(viewFromQuery({ where: '[["a","nonsense"],["b","=","1"],7]' }).conditions).toEqual([
      { column: 'b', op: '=', values: ['1'] },
    ]);
  });

  it('is empty when there is nothing to say', () => {
    expect(viewToQuery({ search: '', sort: [], conditions: [] })).toEqual({ search: '', sort: '', where: '' });
  });
});

describe('conditions in words', () => {
  it('say what they do', () => {
    expect(conditionText({ column: 'v', op: '>=', values: ['2'] }, 'Speed')).toBe('Speed ≥ 2');
    expect(conditionText({ column: 'v', op: 'between', values: ['1', '2'] })).toBe('v between 1 and 2');
    expect(conditionText({ column: 'v', op: 'in', values: ['a', 'b', 'c', 'd'] })).toBe('v in a, b, c and 1 more');
    expect(conditionText({ column: 'v', op: 'null', values: [] })).toBe('v is NULL');
  });

  it('are offered where they make sense', () => {
    expect(opsFor('float')).toContain('not finite');
    expect(opsFor('float')).not.toContain('contains');
    expect(opsFor('boolean')).toEqual(['=', '!=', 'in', 'null', 'not null']);
  });

  it('wait for all their values', () => {
    expect(isComplete({ column: 'v', op: 'between', values: ['1', ''] })).toBe(false);
    expect(isComplete({ column: 'v', op: 'null', values: [] })).toBe(true);
    expect(isComplete({ column: 'v', op: 'in', values: [] })).toBe(false);
  });
});
