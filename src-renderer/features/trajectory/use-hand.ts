import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { agentsInside, type Point } from './lasso.ts';
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
  /** Whether a drag draws a line around agents; with Shift it always does. */
  readonly lasso: boolean;
  onLasso(agents: readonly number[], more: boolean): void;
}

/** Mouse and touch on the picture: drag moves it, the wheel zooms, a click picks; the agent under the pointer comes back. */
export function useHand({ stage, scene, fitted, painting, setView, onPick, lasso, onLasso }: HandOptions) {
  const drag = useRef<{ x: number; y: number; moved: boolean }>(undefined);
  const [pointed, setPointed] = useState<Mark>();
  const [line, setLine] = useState<readonly Point[]>();
  useWheel(stage, (at, by) => setView(zoomAt(scene.view, scene.axes, scene.size, at, by, fitted)));

  const placeOf = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const under = (event: PointerEvent<HTMLElement>) => agentAt(scene, painting.marks.current, ...placeOf(event));
  const point = (mark: Mark | undefined) => {
    painting.point(mark?.agent);
    setPointed(mark);
  };
  return {
    pointed,
    /** The line around agents while it is drawn. */
    line,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, y: event.clientY, moved: false };
        if (lasso || event.shiftKey) setLine([placeOf(event)]);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { current } = drag;
        if (!current) return point(under(event));
        const dx = event.clientX - current.x;
        const dy = event.clientY - current.y;
        if (!current.moved && Math.hypot(dx, dy) < 4) return;
        drag.current = { x: event.clientX, y: event.clientY, moved: true };
        if (line) setLine([...line, placeOf(event)]);
        else setView(pan(scene.view, scene.axes, dx, dy));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const more = event.shiftKey || event.ctrlKey || event.metaKey;
        if (drag.current && !drag.current.moved) onPick(under(event)?.agent, more);
        else if (line) onLasso(agentsInside(painting.marks.current, line), more);
        drag.current = undefined;
        setLine(undefined);
      },
      onPointerCancel: () => {
        drag.current = undefined;
        setLine(undefined);
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
