import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { agentsInside, type Point } from '../lasso.ts';
import type { Size } from '../projection.ts';
import type { SpacePicture } from './space-picture.ts';

export type SpaceMark = ReturnType<SpacePicture['marks']>[number];

interface SpaceHandOptions {
  readonly picture: RefObject<SpacePicture | undefined>;
  readonly size: Size;
  /** A click; on nothing: `undefined`. `more` with Shift, Ctrl or ⌘. */
  onPick(agent: number | undefined, more: boolean): void;
  /** Whether a drag draws a line around agents; with Shift it always does. */
  readonly lasso: boolean;
  onLasso(agents: readonly number[], more: boolean): void;
}

/** Mouse and touch on the picture in space: a click picks, a line selects who is inside it; all else is the camera's. */
export function useSpaceHand({ picture, size, onPick, lasso, onLasso }: SpaceHandOptions) {
  const [pointed, setPointed] = useState<SpaceMark>();
  const [line, setLine] = useState<readonly Point[]>();
  const down = useRef<Point>(undefined);
  const marks = () => picture.current?.marks(size.width, size.height) ?? [];
  const end = () => {
    down.current = undefined;
    setLine(undefined);
    picture.current?.camera.hold(false);
  };
  return {
    pointed,
    /** The line around agents while it is drawn. */
    line,
    handlers: {
      // Before the camera hears of it.
      onPointerDownCapture: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        down.current = pointIn(event);
        if (!lasso && !event.shiftKey) return;
        picture.current?.camera.hold(true);
        event.currentTarget.setPointerCapture(event.pointerId);
        setLine([pointIn(event)]);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (line) setLine([...line, pointIn(event)]);
        setPointed(event.buttons === 0 ? nearest(marks(), pointIn(event)) : undefined);
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const more = event.shiftKey || event.ctrlKey || event.metaKey;
        const from = down.current;
        end();
        if (from === undefined) return;
        const at = pointIn(event);
        if (Math.hypot(at[0] - from[0], at[1] - from[1]) < 4 && (line?.length ?? 0) < 4)
          onPick(nearest(marks(), at)?.agent, more);
        else if (line) onLasso(agentsInside(marks(), line), more);
      },
      onPointerCancel: end,
      onPointerLeave: () => setPointed(undefined),
    },
  };
}

function pointIn({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): Point {
  const box = currentTarget.getBoundingClientRect();
  return [clientX - box.left, clientY - box.top];
}

/** The mark nearest to a point, within a few pixels. */
function nearest(marks: readonly SpaceMark[], [x, y]: Point, reach = 14): SpaceMark | undefined {
  let best: SpaceMark | undefined;
  let least = reach;
  for (const mark of marks) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (distance <= least) [best, least] = [mark, distance];
  }
  return best;
}
