import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Arrivals } from './arrivals.ts';

describe('what arrives', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is painted at once, together while there is more, the later the longer that takes, and not once it is stopped', () => {
    const paint = vi.fn();
    const arrivals = new Arrivals(paint);
    for (let at = 0; at < 10; at++) arrivals.add();
    vi.advanceTimersByTime(0);
    expect(paint).toHaveBeenCalledTimes(1);
    arrivals.lasted(1);
    vi.advanceTimersByTime(30);
    arrivals.add();
    vi.advanceTimersByTime(69);
    expect(paint).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(paint).toHaveBeenCalledTimes(2);
    arrivals.lasted(300);
    arrivals.add();
    vi.advanceTimersByTime(1499);
    expect(paint).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1);
    expect(paint).toHaveBeenCalledTimes(3);
    arrivals.lasted(1);
    arrivals.add();
    arrivals.stop();
    vi.advanceTimersByTime(5000);
    expect(paint).toHaveBeenCalledTimes(3);
  });
});
