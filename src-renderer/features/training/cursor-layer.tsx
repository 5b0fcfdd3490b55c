import { type PointerEvent, type ReactNode, useSyncExternalStore } from 'react';
import { usePlotArea } from 'recharts';
import chartClasses from '../series/chart.module.css';
import type { Crosshair } from '../trends/crosshair.ts';

interface CursorLayerProps {
  readonly from: number;
  readonly to: number;
  readonly crosshair: Crosshair;
  /** What lies below and above what hears of the pointer; x and the height are in pixels of the plot. */
  below?(toX: (x: number) => number, height: number): ReactNode;
  above?(toX: (x: number) => number, height: number): ReactNode;
  /** A click. */
  onPick?(x: number): void;
}

/** The one cursor of all panels of a page. Lies inside a Recharts chart. */
export function CursorLayer({ from, to, crosshair, below, above, onPick }: CursorLayerProps): ReactNode {
  const area = usePlotArea();
  if (!area || area.width <= 0) return null;
  const { width, height } = area;
  const toX = (x: number) => (to > from ? ((x - from) / (to - from)) * width : 0);
  const xOf = (event: PointerEvent<SVGRectElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return from + (Math.min(Math.max(event.clientX - left, 0), width) / width) * (to - from);
  };
  return (
    <g transform={`translate(${area.x} ${area.y})`}>
      {below?.(toX, height)}
      <Hair crosshair={crosshair} toX={toX} width={width} height={height} />
      <rect
        className={chartClasses.catcher}
        style={onPick && { cursor: 'pointer' }}
        width={width}
        height={height}
        onPointerMove={(event) => crosshair.set(xOf(event))}
        onPointerLeave={() => crosshair.set(Number.NaN)}
        onPointerUp={(event) => {
          if (event.button === 0) onPick?.(xOf(event));
        }}
      />
      {above?.(toX, height)}
    </g>
  );
}

interface HairProps {
  readonly crosshair: Crosshair;
  toX(x: number): number;
  readonly width: number;
  readonly height: number;
}

export function Hair({ crosshair, toX, width, height }: HairProps): ReactNode {
  const x = toX(useSyncExternalStore(crosshair.subscribe, crosshair.time));
  if (!(x >= 0 && x <= width)) return null;
  return <line className={chartClasses.pointed} x1={x} x2={x} y1={0} y2={height} />;
}
