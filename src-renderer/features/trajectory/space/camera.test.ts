import { describe, expect, it } from 'vitest';
import { Camera } from './camera.ts';

/** As much of an element as a camera listens to. */
function element(): HTMLElement {
  const quiet = { addEventListener: () => undefined, removeEventListener: () => undefined };
  return { ...quiet, style: {}, ownerDocument: quiet, getRootNode: () => quiet } as unknown as HTMLElement;
}

function seen({ pose: { at, target } }: Camera) {
  const round = (places: readonly number[]) => places.map((place) => Math.round(place * 1e6) / 1e6);
  return { target: round(target), distance: Math.hypot(...at.map((place, axis) => place - target[axis]!)) };
}

describe('when the room turns out to be larger', () => {
  it('everything stays in sight for who looked at everything', () => {
    const camera = new Camera(element(), [100, 0, 0], () => undefined);
    camera.reach([0, 0, 0], 10);
    camera.look('top');
    const { target, distance } = seen(camera);
    expect(target).toEqual([100, 0, 0]);
    camera.reach([5, 0, 0], 20);
    expect(seen(camera)).toEqual({ target: [105, 0, 0], distance: expect.closeTo(2 * distance) });
  });

  it.each([
    ['turned', (camera: Camera) => camera.turn(1, 0)],
    ['zoomed', (camera: Camera) => camera.zoom(3)],
    ['followed', (camera: Camera) => camera.follow(2, 1, 0)],
  ])('who %s sees what they saw', (_, act) => {
    const camera = new Camera(element(), [100, 0, 0], () => undefined);
    camera.reach([0, 0, 0], 10);
    camera.look('space');
    act(camera);
    const before = camera.pose;
    camera.reach([5, 0, 0], 20);
    expect(camera.pose).toEqual(before);
    camera.look('space');
    expect(seen(camera).target).toEqual([105, 0, 0]);
  });

  it('cameras of other origins look at the same', () => {
    const first = new Camera(element(), [100, 0, 0], () => undefined);
    const second = new Camera(element(), [90, 4, 0], () => undefined);
    first.look('front');
    second.take(first.pose);
    expect(second.lens.position.x - first.lens.position.x).toBe(10);
    expect(seen(second)).toEqual(seen(first));
  });
});
