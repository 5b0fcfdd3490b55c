import { beforeEach, describe, expect, it, vi } from 'vitest';
import { leadOn } from './lead-on.ts';
import { addressOf, type Place } from './place.ts';

describe('a place that only leads to another', () => {
  const history: string[] = [];
  beforeEach(() => {
    history.length = 0;
    const window = {
      location: { hash: '' },
      history: { replaceState: (...[, , address]: unknown[]) => history.push(String(address)) },
      dispatchEvent: () => true,
    };
    vi.stubGlobal('window', window);
    return () => vi.unstubAllGlobals();
  });
  const from: Place = { at: 'database', database: 'boids-1' };
  const to: Place = { at: 'episodes', database: 'boids-1' };

  it('leads there', () => {
    window.location.hash = addressOf(from);
    leadOn(from, to);
    expect(history).toEqual([addressOf(to)]);
  });

  it('leads nowhere once a person has gone elsewhere', () => {
    window.location.hash = addressOf({ at: 'import' });
    leadOn(from, to);
    expect(history).toEqual([]);
  });
});
