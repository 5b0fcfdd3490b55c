import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Size } from '../projection.ts';
import type { Episode } from '../use-episode.ts';
import { useDensity } from '../use-painting.ts';
import { SpacePicture } from './space-picture.ts';
import type { SpaceScene } from './space-scene.ts';

/** Milliseconds between two drawings of the whole ways while they are read. */
const ARRIVAL = 200;

interface SpaceOptions {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly episode: Episode;
  readonly scene: SpaceScene;
  readonly size: Size;
  /** The agent that the camera moves along with. */
  readonly followed: number | undefined;
  /** There is no WebGL, or it was taken away. */
  onLost(why: 'missing' | 'lost'): void;
}

export interface Space {
  readonly picture: RefObject<SpacePicture | undefined>;
  /** Distance between two lines of the floor's grid. */
  readonly grid: number;
  /** Draws once more, at most once per frame of the screen. */
  draw(): void;
}

/** A picture in space, drawn when something changes and given back when it is no longer shown. */
export function useSpace({ canvas, episode, scene, size, followed, onLost }: SpaceOptions): Space {
  const picture = useRef<SpacePicture>(undefined);
  const [grid, setGrid] = useState(0);
  const pending = useRef({ frame: 0, move: false, paths: false });
  const latest = useRef({ scene, onLost });
  useEffect(() => {
    latest.current = { scene, onLost };
  });
  const { cursor, store } = episode;
  const [request] = useState(() => (what: 'view' | 'agents' | 'all') => {
    const { current } = pending;
    current.move ||= what !== 'view';
    current.paths ||= what === 'all';
    current.frame ||= requestAnimationFrame(() => {
      const { move, paths } = pending.current;
      pending.current = { frame: 0, move: false, paths: false };
      if (paths) picture.current?.drawPaths();
      if (move) picture.current?.moveTo(cursor.get().time);
      picture.current?.render();
    });
  });

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const lost = (event: Event) => {
      event.preventDefault();
      latest.current.onLost('lost');
    };
    try {
      picture.current = new SpacePicture(element, latest.current.scene, () => request('view'));
    } catch {
      return latest.current.onLost('missing');
    }
    setGrid(picture.current.grid);
    element.addEventListener('webglcontextlost', lost);
    return () => {
      element.removeEventListener('webglcontextlost', lost);
      cancelAnimationFrame(pending.current.frame);
      pending.current = { frame: 0, move: false, paths: false };
      picture.current?.dispose();
      picture.current = undefined;
    };
  }, [canvas, request]);

  const density = useDensity();
  const laidOut = useRef(false);
  useEffect(() => {
    if (size.width === 0 || !picture.current) return;
    picture.current.resize(size.width, size.height, density);
    if (!laidOut.current) picture.current.look('space');
    laidOut.current = true;
    request('view');
  }, [size, density, request]);

  useEffect(() => {
    if (picture.current) picture.current.followed = followed;
    request('agents');
  }, [followed, request]);

  useEffect(() => {
    picture.current?.show(scene);
    request('all');
  }, [scene, request]);

  useEffect(() => {
    let arrived: ReturnType<typeof setTimeout> | undefined;
    const onPiece = () => {
      request('agents');
      arrived ??= setTimeout(() => {
        arrived = undefined;
        request('all');
      }, ARRIVAL);
    };
    const stops = [cursor.subscribe(() => request('agents')), store.subscribe(onPiece)];
    return () => {
      clearTimeout(arrived);
      for (const stop of stops) stop();
    };
  }, [cursor, store, request]);

  return { picture, grid, draw: () => request('view') };
}
