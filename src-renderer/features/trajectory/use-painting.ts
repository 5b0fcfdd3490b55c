import { type RefObject, useEffect, useRef, useState } from 'react';
import { paintOn } from '../../ui/paint-on.ts';
import { Arrivals } from './arrivals.ts';
import type { Cursor } from './cursor.ts';
import type { Mark } from './marks.ts';
import { paintAgents } from './paint-agents.ts';
import { paintPaths } from './paint-paths.ts';
import { betweenViews } from './projection.ts';
import type { Scene } from './scene.ts';

export interface Painting {
  /** The agents as they were painted last. */
  readonly marks: RefObject<readonly Mark[]>;
  /** Which agent is under the pointer. */
  point(agent: number | undefined): void;
}

/** While the picture is moved, its paths are only shifted; they are painted anew when it rests for so many milliseconds. */
const REST = 120;

/**
 * Paints a scene on two canvases, one over the other: paths, which change rarely, and agents, which change with every
 * frame. At most one painting per frame of the screen, outside React.
 */
export function usePainting(
  paths: RefObject<HTMLCanvasElement | null>,
  agents: RefObject<HTMLCanvasElement | null>,
  scene: Scene,
  cursor: Cursor,
): Painting {
  const density = useDensity();
  const marks = useRef<readonly Mark[]>([]);
  const pointed = useRef<number>(undefined);
  const painted = useRef<Scene>(undefined);
  const request = useRef<(what: 'all' | 'agents') => void>(() => undefined);
  useEffect(() => {
    let frame = 0;
    let pathsToo = false;
    const arrivals = new Arrivals(() => request.current('all'));
    const paint = () => {
      frame = 0;
      if (pathsToo) {
        const began = performance.now();
        paintOn(paths.current, scene.size, density, (context) => paintPaths(context, scene));
        arrivals.lasted(performance.now() - began);
        painted.current = scene;
      }
      pathsToo = false;
      shift(paths.current, painted.current, scene);
      const { time } = cursor.get();
      // What was there stays until the frame has arrived.
      if (!scene.store.has(time)) return;
      paintOn(agents.current, scene.size, density, (context) => {
        marks.current = paintAgents(context, scene, time, pointed.current);
      });
    };
    request.current = (what) => {
      pathsToo ||= what === 'all';
      frame ||= requestAnimationFrame(paint);
    };
    const moving = painted.current !== undefined && differInView(painted.current, scene);
    request.current(moving ? 'agents' : 'all');
    const rest = moving ? setTimeout(() => request.current('all'), REST) : undefined;
    const onPiece = () => {
      request.current('agents');
      arrivals.add();
    };
    const again = () => request.current('agents');
    const stops = [
      cursor.subscribe(again),
      scene.store.subscribe(onPiece),
      ...(scene.other ? [scene.other.store.subscribe(again)] : []),
    ];
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(rest);
      arrivals.stop();
      for (const stop of stops) stop();
    };
  }, [paths, agents, scene, cursor, density]);
  const [painting] = useState<Painting>(() => ({
    marks,
    point: (agent) => {
      if (pointed.current === agent) return;
      pointed.current = agent;
      request.current('agents');
    },
  }));
  return painting;
}

/** Whether two scenes differ in nothing but what part of the plane they show. */
function differInView(one: Scene, other: Scene): boolean {
  const same = ['store', 'looks', 'axes', 'size', 'selected', 'ink', 'bounds'] as const;
  return one.view !== other.view && same.every((key) => one[key] === other[key]);
}

function shift(canvas: HTMLCanvasElement | null, painted: Scene | undefined, { view, axes, size }: Scene): void {
  if (!canvas || !painted) return;
  const { factor, x, y } = betweenViews(painted.view, view, axes, size);
  canvas.style.transform = painted.view === view ? 'none' : `translate(${x}px, ${y}px) scale(${factor})`;
}

/** Device pixels per CSS pixel, followed: a window may move to another screen. */
export function useDensity(): number {
  const [density, setDensity] = useState(() => window.devicePixelRatio);
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${density}dppx)`);
    const follow = () => setDensity(window.devicePixelRatio);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [density]);
  return density;
}
