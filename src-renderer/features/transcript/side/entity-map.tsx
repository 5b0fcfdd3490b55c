import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { MapThing, StateMap } from '#shared/model/step-state.ts';
import { roundNumber } from '../../../format/number.ts';
import { useElementSize } from '../../../ui/data-grid/use-element-size.ts';
import { paintOn } from '../../../ui/paint-on.ts';
import classes from './map.module.css';
import { fitView, type MapView, scaleLength, thingAt, toPlane, zoomAt } from './map-view.ts';
import { type MapScene, paintMap } from './paint-map.ts';

interface EntityMapProps {
  readonly map: StateMap;
  readonly before: readonly MapThing[] | undefined;
  readonly colours: ReadonlyMap<string, string>;
  readonly hidden: ReadonlySet<string>;
  readonly scheme: string;
  onPoint(thing: MapThing | undefined): void;
}

/** Things on a plane: drag to move, wheel or + and − to zoom, arrows to move, 0 for everything. */
export function EntityMap({ map, before, colours, hidden, scheme, onPoint }: EntityMapProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(frame);
  const [moved, setMoved] = useState<MapView>();
  const [pointed, setPointed] = useState<MapThing>();
  const view = useMemo(() => moved ?? fitView([...map.things, ...(before ?? [])], size), [moved, map, before, size]);
  const scene = useMemo<MapScene>(
    () => ({ things: map.things, before, colours, hidden, pointed }),
    [map, before, colours, hidden, pointed],
  );
  usePainting(canvas, scene, view, size, scheme);
  const zoom = (factor: number, at = { x: size.width / 2, y: size.height / 2 }) =>
    setMoved(zoomAt(view, factor, at, size));
  useWheel(canvas, (factor, at) => zoom(factor, at));
  const hand = useHand(view, setMoved, (at) => {
    const shown = map.things.filter(({ kind }) => !hidden.has(kind));
    const thing = at && thingAt(shown, toPlane(view, at, size), view.zoom);
    setPointed(thing);
    onPoint(thing);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyView(event.key, view, size);
    if (next === undefined) return;
    setMoved(next === 'fit' ? undefined : next);
    event.preventDefault();
  };
  const length = scaleLength(view, 90);
  return (
    <div ref={frame} className={classes.map}>
      <div
        className={classes.plane}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys move the map
        tabIndex={0}
        aria-label={`Map of ${map.things.length} things; arrows move it, plus and minus zoom, 0 shows everything`}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} {...hand} />
      </div>
      <div className={classes.tools}>
        <Tooltip label="Closer  +">
          <ActionIcon aria-label="Closer" onClick={() => zoom(1.5)}>
            <IconPlus size={15} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Farther  −">
          <ActionIcon aria-label="Farther" onClick={() => zoom(1 / 1.5)}>
            <IconMinus size={15} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Show everything  0">
          <ActionIcon aria-label="Show everything" onClick={() => setMoved(undefined)}>
            <IconZoomReset size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.scale}>
        {roundNumber(length)} {map.unit}
        <i style={{ width: length * view.zoom }} />
      </div>
    </div>
  );
}

function usePainting(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  scene: MapScene,
  view: MapView,
  size: { readonly width: number; readonly height: number },
  scheme: string,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the style follow the scheme
  useEffect(() => {
    const element = canvas.current;
    if (element === null || size.width === 0) return;
    const request = requestAnimationFrame(() => {
      const style = getComputedStyle(element);
      const ink = { grid: style.getPropertyValue('--hair'), ink: style.getPropertyValue('--ink') };
      paintOn(element, size, window.devicePixelRatio, (context) => paintMap(context, scene, view, size, ink));
    });
    return () => cancelAnimationFrame(request);
  }, [canvas, scene, view, size.width, size.height, scheme]);
}

type Point = { readonly x: number; readonly y: number };

/** React's wheel events cannot keep the page from scrolling. */
function useWheel(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  onZoom: (factor: number, at: Point) => void,
): void {
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = (event.currentTarget as Element).getBoundingClientRect();
      onZoom(Math.exp(-event.deltaY / 400), { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  });
}

function useHand(view: MapView, onMove: (view: MapView) => void, onPoint: (at: Point | undefined) => void) {
  const held = useRef<{ readonly view: MapView; readonly x: number; readonly y: number }>(undefined);
  const stop = () => {
    held.current = undefined;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { view, x: event.clientX, y: event.clientY };
    },
    onPointerMove: ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>) => {
      const from = held.current;
      if (from === undefined) {
        const box = currentTarget.getBoundingClientRect();
        return onPoint({ x: clientX - box.left, y: clientY - box.top });
      }
      const { zoom } = from.view;
      onMove({ zoom, x: from.view.x - (clientX - from.x) / zoom, y: from.view.y - (clientY - from.y) / zoom });
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: () => onPoint(undefined),
  };
}

/** Pixels that an arrow moves the map. */
const STRIDE = 40;

function keyView(key: string, view: MapView, size: { width: number; height: number }): MapView | 'fit' | undefined {
  const middle = { x: size.width / 2, y: size.height / 2 };
  const by = (x: number, y: number) => ({
    ...view,
    x: view.x + (x * STRIDE) / view.zoom,
    y: view.y + (y * STRIDE) / view.zoom,
  });
  switch (key) {
    case '+':
    case '=':
      return zoomAt(view, 1.5, middle, size);
    case '-':
      return zoomAt(view, 1 / 1.5, middle, size);
    case '0':
      return 'fit';
    case 'ArrowLeft':
      return by(-1, 0);
    case 'ArrowRight':
      return by(1, 0);
    case 'ArrowUp':
      return by(0, -1);
    case 'ArrowDown':
      return by(0, 1);
    default:
      return undefined;
  }
}
