import { describe, expect, it } from 'vitest';
import { addressOf, readAddress } from '../../client/place.ts';
import { readView, type TrendsView, toggled, writeView } from './view.ts';

const nothing: TrendsView = {
  ...{ measures: [], sessions: [], episodes: [], hidden: [], range: undefined, box: [] },
  ...{
    kind: 'lines',
    x: 'recorded',
    against: '',
    smooth: undefined,
    y: 'linear',
    cut: false,
    whole: false,
    colour: '',
    charts: '',
    follow: false,
  },
};

describe('the view of trends', () => {
  it('comes back from its address, whatever ids hold', () => {
    const view: TrendsView = {
      measures: ['speed', 'property:a,b'],
      sessions: ['50%'],
      episodes: ['["x",7]', '100%25', 'b c&d=e#f'],
      hidden: ['["x",7]'],
      range: [-12.5, 1e6] as const,
      box: [
        { group: 'unit m/s, or so', low: -1.5, high: 2 },
        { group: 'measure a 7', low: 0.1, high: 1e9 },
      ],
      kind: 'scatter',
      x: 'elapsed',
      against: 'property:a,b',
      smooth: { kind: 'ema', factor: 0.9, per: 100 },
      y: 'log',
      cut: true,
      whole: true,
      colour: 'learning rate, start',
      charts: 'seed',
      follow: true,
    };
    const address = addressOf({ at: 'trends', database: 'x' }, writeView(view));
    expect(readAddress(address).place).toEqual({ at: 'trends', database: 'x' });
    expect(readView(readAddress(address).query)).toEqual(view);
  });

  it('says nothing of what is as usual', () => {
    expect(addressOf({ at: 'trends', database: 'x' }, writeView(nothing))).toBe('#/db/x/trends');
  });

  it('takes what no one wrote for nothing', () => {
    expect(readView({})).toEqual(nothing);
    expect(readView({ range: '7..3', box: '7..3 unit,nothing', measures: '' })).toEqual(nothing);
    expect(readView({ range: '7..Infinity', x: 'sideways', smooth: 'ema:7', y: 'cubic', cut: 'yes' })).toEqual(nothing);
  });

  it('adds and takes away', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
