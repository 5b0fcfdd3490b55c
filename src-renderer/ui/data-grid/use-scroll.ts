import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { clampPosition, positionAt, revealRow, scaleOf, scrollTopFor } from './scroll-scale.ts';

export interface GridScroll {
  /** First row to draw, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Height of the content and where the first drawn row stands in it. */
  readonly height: number;
  readonly top: number;
  /** Whole rows that fit. */
  readonly fit: number;
  reveal(row: number): void;
}

interface Geometry {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height in which rows are seen, without the header. */
  readonly viewport: number;
}

const overscan = 8;

/** Which rows are in sight of a scrolling element, for lists of any length. */
export function useGridScroll(element: RefObject<HTMLElement | null>, geometry: Geometry): GridScroll {
  const { rows, rowHeight } = geometry;
  const viewport = Math.max(rowHeight, geometry.viewport);
  const scale = scaleOf(rows, rowHeight, viewport);
  const [at, setAt] = useState({ scrollTop: 0, position: 0 });
  const ours = useRef({ scrollTop: 0, position: 0 });
  const latest = useRef({ scale, viewport });
  useLayoutEffect(() => {
    latest.current = { scale, viewport };
  });

  const moveTo = useCallback(
    (position: number) => {
      const node = element.current;
      if (node === null) return;
      const { scale } = latest.current;
      const next = clampPosition(scale, position);
      node.scrollTop = scrollTopFor(scale, next);
      ours.current = { scrollTop: node.scrollTop, position: next };
      setAt({ scrollTop: node.scrollTop, position: scale.ratio === 1 ? node.scrollTop : next });
    },
    [element],
  );

  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    const onScroll = () => {
      const position = positionAt(latest.current.scale, node.scrollTop, ours.current);
      ours.current = { scrollTop: node.scrollTop, position };
      setAt({ scrollTop: node.scrollTop, position });
    };
    const onWheel = (event: WheelEvent) => {
      if (latest.current.scale.ratio === 1 || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? rowHeight : event.deltaMode === 2 ? latest.current.viewport : 1;
      node.scrollLeft += event.deltaX;
      moveTo(ours.current.position + event.deltaY * unit);
    };
    node.addEventListener('scroll', onScroll, { passive: true });
    node.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      node.removeEventListener('scroll', onScroll);
      node.removeEventListener('wheel', onWheel);
    };
  }, [element, moveTo, rowHeight]);

  const position = clampPosition(scale, at.position);
  const from = Math.max(0, Math.floor(position / rowHeight) - overscan);
  const to = Math.min(rows, Math.ceil((position + viewport) / rowHeight) + overscan);
  const reveal = useCallback(
    (row: number) => {
      const { viewport } = latest.current;
      const now = ours.current.position;
      const next = revealRow(now, row, rowHeight, viewport);
      if (next !== now) moveTo(next);
    },
    [moveTo, rowHeight],
  );
  const top = Math.round(at.scrollTop + from * rowHeight - position);
  return { from, to, height: scale.height, top, fit: Math.max(1, Math.floor(viewport / rowHeight)), reveal };
}
