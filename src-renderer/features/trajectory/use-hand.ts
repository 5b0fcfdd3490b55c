import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { agentAt, type Mark } from './marks.ts';
import { pan, type View, zoomAt } from './projection.ts';
import type { Scene } from './scene.ts';
import type { Painting } from './use-painting.ts';

interface HandOptions {
  readonly stage: RefObject<HTMLElement | null>;
  readonly scene: Scene;
  readonly fitted: View;
  readonly painting: Painting;
  setView(view: View): void;
  /** A click; on nothing: `undefined`. `more` with Shift, Ctrl or ⌘. */
  onPick(agent: number | undefined, more: boolean): void;
}

/** Mouse and touch on the picture: drag moves it, the wheel zooms, a click picks; the agent under the pointer comes back. */
export function useHand({ stage, scene, fitted, painting, setView, onPick }: HandOptions) {
  const drag = useRef<{ x: number; y: number; moved: boolean }>(undefined);
  const [pointed, setPointed] = useState<Mark>();
  useWheel(stage, (at, by) => setView(zoomAt(scene.view, scene.axes, scene.size, at, by, fitted)));

  const under = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return agentAt(scene, painting.marks.current, event.clientX - box.left, event.clientY - box.top);
  };
  const point = (mark: Mark | undefined) => {
    painting.point(mark?.agent);
    setPointed(mark);
  };
  return {
    pointed,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, y: event.clientY, moved: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { current } = drag;
        if (!current) return point(under(event));
        const dx = event.clientX - current.x;
        const dy = event.clientY - current.y;
        if (!current.moved && Math.hypot(dx, dy) < 4) return;
        drag.current = { x: event.clientX, y: event.clientY, moved: true };
        setView(pan(scene.view, scene.axes, dx, dy));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (drag.current && !drag.current.moved) {
          onPick(under(event)?.agent, event.shiftKey || event.ctrlKey || event.metaKey);
        }
        drag.current = undefined;
      },
      onPointerCancel: () => {
        drag.current = undefined;
      },
      onPointerLeave: () => point(undefined),
    },
  };
}

/** React's own wheel handler cannot keep the page from scrolling or zooming. */
function useWheel(
  stage: RefObject<HTMLElement | null>,
  zoom: (at: readonly [number, number], by: number) => void,
): void {
  const latest = useRef(zoom);
  useEffect(() => {
    latest.current = zoom;
  });
  useEffect(() => {
    const node = stage.current;
    if (!node) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = node.getBoundingClientRect();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const by = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0015));
      latest.current([event.clientX - box.left, event.clientY - box.top], by);
    };
    node.addEventListener('wheel', onWheel, { passive: false });
    return () => node.removeEventListener('wheel', onWheel);
  }, [stage]);
}
