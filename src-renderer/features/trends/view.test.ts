import { describe, expect, it } from 'vitest';
import { addressOf, readAddress } from '../../client/place.ts';
import { readView, toggled, writeView } from './view.ts';

describe('the view of trends', () => {
  it('comes back from its address, whatever ids hold', () => {
    const view = {
      measures: ['speed', 'property:a,b'],
      sessions: ['50%'],
      episodes: ['["x",7]', '100%25', 'b c&d=e#f'],
      hidden: ['["x",7]'],
      range: [-12.5, 1e6] as const,
    };
    const address = addressOf({ at: 'trends', database: 'x' }, writeView(view));
    expect(readAddress(address).place).toEqual({ at: 'trends', database: 'x' });
    expect(readView(readAddress(address).query)).toEqual(view);
  });

  it('takes what no one wrote for nothing', () => {
    const nothing = { measures: [], sessions: [], episodes: [], hidden: [], range: undefined };
    expect(readView({})).toEqual(nothing);
    expect(readView({ range: '7..3', measures: '' })).toEqual(nothing);
    expect(readView({ range: '7..Infinity' })).toEqual(nothing);
  });

  it('adds and takes away', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
