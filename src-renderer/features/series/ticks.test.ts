import { describe, expect, it } from 'vitest';
import { clockText, logTicks, logTickText, roundTicks, tickText } from './ticks.ts';

describe('logarithmic ticks', () => {
  it('are powers of ten, with 2 and 5 where there is room', () => {
    expect(logTicks(0.5, 300, 20)).toEqual([0.5, 1, 2, 5, 10, 20, 50, 100, 200]);
    expect(logTicks(0.5, 300, 5)).toEqual([1, 10, 100]);
    expect(logTicks(1e-6, 1e6, 5)).toEqual([1e-6, 1e-3, 1, 1e3, 1e6]);
  });
  it('are round numbers within a decade', () => {
    expect(logTicks(2, 6, 5)).toEqual([2, 3, 4, 5, 6]);
    expect([0.85, 0.9].map((tick) => logTickText(tick, [0.85, 0.9]))).toEqual(['0.85', '0.90']);
    expect([0.01, 1, 100].map((tick) => logTickText(tick, [0.01, 1, 100]))).toEqual(['0.01', '1', '100']);
  });
});

describe('round ticks', () => {
  it('lie inside, are round and not too many', () => {
    expect(roundTicks(0, 2999, 8)).toEqual([0, 500, 1000, 1500, 2000, 2500]);
    expect(roundTicks(-0.3, 0.3, 6)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
    expect(roundTicks(9.6, 20.4, 5)).toEqual([10, 15, 20]);
    expect(roundTicks(4, 4, 5)).toEqual([4]);
    expect(roundTicks(0, 3, 12, 1)).toEqual([0, 1, 2, 3]);
  });
});

describe('the text of a tick', () => {
  const all = (ticks: readonly number[]) => ticks.map((tick) => tickText(tick, ticks));
  it('has the decimals its neighbours need', () => {
    expect(all([0, 0.5, 1])).toEqual(['0.0', '0.5', '1.0']);
    expect(all([-20, 0, 20])).toEqual(['−20', '0', '20']);
  });
  it('groups, and uses powers where digits say nothing', () => {
    expect(all([0, 50_000])).toEqual(['0', '50\u202f000']);
    expect(all([0, 5_000_000])).toEqual(['0', '5e6']);
    expect(all([0, 0.0002])).toEqual(['0', '2e−4']);
    expect(all([1_705_300_000, 1_705_350_000])).toEqual([
      '1\u202f705\u202f300\u202f000',
      '1\u202f705\u202f350\u202f000',
    ]);
  });
});

describe('a clock', () => {
  it('shows minutes, seconds and hundredths, and hours when there are any', () => {
    expect([clockText(0), clockText(65.2), clockText(59.999), clockText(3725.5), clockText(-1)]).toEqual([
      '0:00.00',
      '1:05.20',
      '1:00.00',
      '1:02:05.50',
      '−0:01.00',
    ]);
  });
});
