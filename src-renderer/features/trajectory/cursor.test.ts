import { describe, expect, it, vi } from 'vitest';
import { Cursor, nextSpeed } from './cursor.ts';
import { regularFrames, seenFrames } from './frames.ts';

const cursor = (rate: number | null = 30, start?: number) => new Cursor(regularFrames(0, 99, 1), rate, start);

describe('cursor', () => {
  it('starts at the asked frame, kept within the episode', () => {
    expect(cursor(30, 40.5).get().time).toBe(40);
    expect(cursor(30, 4000).get().time).toBe(99);
  });

  it('plays as fast as it was recorded, keeping parts of frames', () => {
    const at = cursor(30);
    at.play();
    for (let i = 0; i < 60; i++) at.advance(1000 / 60);
    expect(at.get().time).toBeGreaterThanOrEqual(29);
    expect(at.get().time).toBeLessThanOrEqual(30);
  });

  it('takes 30 frames a second when none are known, and the speed into account', () => {
    const at = cursor(null);
    at.setSpeed(2);
    at.play();
    at.advance(1000);
    expect(at.get().time).toBe(60);
  });

  it('stops on the last frame and starts over from there', () => {
    const at = cursor();
    at.play();
    at.advance(60_000);
    expect(at.get()).toMatchObject({ time: 99, playing: false });
    at.play();
    expect(at.get()).toMatchObject({ time: 0, playing: true });
  });

  it('loops when asked', () => {
    const at = cursor(10);
    at.setLoop(true);
    at.seek(95);
    at.play();
    at.advance(1000);
    expect(at.get()).toMatchObject({ time: 5, playing: true });
  });

  it('plays a part over and over, and begins there from elsewhere', () => {
    const at = cursor(10);
    at.setPart([30, 20.4]);
    expect(at.get()).toMatchObject({ part: [20, 30], loop: true, time: 0 });
    at.play();
    expect(at.get().time).toBe(20);
    at.advance(1000);
    expect(at.get().time).toBe(30);
    at.advance(200);
    expect(at.get()).toMatchObject({ time: 21, playing: true });
    at.setLoop(false);
    at.advance(5000);
    expect(at.get().time).toBe(71);
    at.setPart(undefined);
    expect(at.get()).toMatchObject({ part: undefined, loop: false });
  });

  it('marks the ends of the part where it is', () => {
    const at = cursor(10, 40);
    at.markPart('from');
    expect(at.get().part).toEqual([40, 99]);
    at.seek(60);
    at.markPart('to');
    expect(at.get().part).toEqual([40, 60]);
    at.seek(70);
    at.markPart('from');
    expect(at.get().part).toBeUndefined();
  });

  it('a step pauses', () => {
    const at = cursor();
    at.play();
    at.step(-1);
    expect(at.get()).toMatchObject({ time: 0, playing: false });
    at.step(10);
    expect(at.get().time).toBe(10);
  });

  it('tells listeners of changes only', () => {
    const at = cursor();
    const heard = vi.fn();
    const stop = at.subscribe(heard);
    at.seek(5);
    at.seek(5.4);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    at.seek(6);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('does not move for a NaN', () => {
    const at = cursor();
    at.seek(Number.NaN);
    expect(at.get().time).toBe(0);
  });

  it('moves to a real frame once the frames are known', () => {
    const at = cursor(30, 7);
    const heard = vi.fn();
    at.subscribe(heard);
    at.know(regularFrames(0, 99, 1));
    expect(heard).toHaveBeenCalledTimes(1);
    at.know(seenFrames(Float64Array.of(0, 5, 10)));
    expect(at.get().time).toBe(5);
    at.step(1);
    expect(at.get().time).toBe(10);
  });

  it('does not play a single frame', () => {
    const at = new Cursor(regularFrames(3, 3, 1), 30);
    at.play();
    expect(at.get().playing).toBe(false);
  });
});

describe('next speed', () => {
  it('walks the list and stops at its ends', () => {
    expect([nextSpeed(1, 1), nextSpeed(1, -1), nextSpeed(25, 1), nextSpeed(0.01, -1)]).toEqual([2, 0.5, 25, 0.01]);
  });
});
