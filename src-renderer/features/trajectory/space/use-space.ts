import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { Arrivals } from '../arrivals.ts';
import type { Pose, PoseLink } from '../compare/pose.ts';
import type { Size } from '../projection.ts';
import type { Episode } from '../use-episode.ts';
import { useDensity } from '../use-painting.ts';
import { SpacePicture } from './space-picture.ts';
import type { SpaceScene } from './space-scene.ts';

interface SpaceOptions {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly episode: Episode;
  readonly scene: SpaceScene;
  readonly size: Size;
  /** The agent that the camera moves along with. */
  readonly followed: number | undefined;
  /** The cameras that this one moves with. */
  readonly poses: PoseLink;
  /** There is no WebGL, or it was taken away. */
  onLost(why: 'missing' | 'lost'): void;
}

export interface Space {
  readonly picture: RefObject<SpacePicture | undefined>;
  /** Distance between two lines of the floor's grid. */
  readonly grid: number;
}

/** A picture in space, drawn when something changes and given back when it is no longer shown. */
export function useSpace({ canvas, episode, scene, size, followed, poses, onLost }: SpaceOptions): Space {
  const picture = useRef<SpacePicture>(undefined);
  const [grid, setGrid] = useState(0);
  const latest = useRef({ scene, onLost });
  useEffect(() => {
    latest.current = { scene, onLost };
  });
  const arrivals = useRef<Arrivals>(undefined);
  const request = useRequests(picture, episode, arrivals);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const take = (pose: Pose) => picture.current?.camera.take(pose);
    const leave = poses.join(take);
    const lost = (event: Event) => {
      event.preventDefault();
      latest.current.onLost('lost');
    };
    try {
      picture.current = new SpacePicture(element, latest.current.scene, () => {
        request('view');
        if (picture.current) poses.tell(picture.current.camera.pose, take);
      });
    } catch {
      latest.current.onLost('missing');
      return leave;
    }
    element.addEventListener('webglcontextlost', lost);
    return () => {
      leave();
      element.removeEventListener('webglcontextlost', lost);
      picture.current?.dispose();
      picture.current = undefined;
    };
  }, [canvas, poses, request]);

  const density = useDensity();
  const laidOut = useRef(false);
  useEffect(() => {
    if (size.width === 0 || !picture.current) return;
    picture.current.resize(size.width, size.height, density);
    if (!laidOut.current && poses.latest) picture.current.camera.take(poses.latest);
    else if (!laidOut.current) picture.current.look('space');
    laidOut.current = true;
    request('view');
  }, [size, density, poses, request]);

  useEffect(() => {
    if (picture.current) picture.current.followed = followed;
    request('agents');
  }, [followed, request]);

  useEffect(() => {
    picture.current?.show(scene);
    setGrid(picture.current?.grid ?? 0);
    request('all');
  }, [scene, request]);

  useArrivals(episode, scene, arrivals, request);
  return { picture, grid };
}

type What = 'view' | 'agents' | 'all';

/** Gathers what is to be drawn until the next frame of the screen. */
function useRequests(
  picture: RefObject<SpacePicture | undefined>,
  { cursor }: Episode,
  arrivals: RefObject<Arrivals | undefined>,
): (what: What) => void {
  const pending = useRef({ frame: 0, move: false, paths: false });
  useEffect(
    () => () => {
      cancelAnimationFrame(pending.current.frame);
      pending.current = { frame: 0, move: false, paths: false };
    },
    [],
  );
  return useCallback(
    (what) => {
      const { current } = pending;
      current.move ||= what !== 'view';
      current.paths ||= what === 'all';
      current.frame ||= requestAnimationFrame(() => {
        const { move, paths } = pending.current;
        pending.current = { frame: 0, move: false, paths: false };
        const began = performance.now();
        if (paths) picture.current?.drawPaths();
        if (move) picture.current?.moveTo(cursor.get().time);
        picture.current?.render();
        if (paths) arrivals.current?.lasted(performance.now() - began);
      });
    },
    [picture, cursor, arrivals],
  );
}

/** Draws again when the cursor moves or positions arrive. */
function useArrivals(
  { cursor, store }: Episode,
  { other }: SpaceScene,
  gathered: RefObject<Arrivals | undefined>,
  request: (what: What) => void,
): void {
  useEffect(() => {
    const arrivals = new Arrivals(() => request('all'));
    gathered.current = arrivals;
    const onPiece = () => {
      request('agents');
      arrivals.add();
    };
    const again = () => request('agents');
    const stops = [cursor.subscribe(again), store.subscribe(onPiece), ...(other ? [other.store.subscribe(again)] : [])];
    return () => {
      arrivals.stop();
      for (const stop of stops) stop();
    };
  }, [cursor, store, other, gathered, request]);
}
