import { type MouseEvent, type ReactNode, useState } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import chartClasses from '../series/chart.module.css';
import type { ChartLine } from '../series/chart-line.ts';
import { nearestPoint, type Point } from '../series/lines.ts';
import { BAR_SHARE, type Marks } from '../series/marks.tsx';
import classes from './answer-chart.module.css';

export interface Pointed {
  readonly line: ChartLine;
  readonly point: Point;
}

interface PointedOverlayProps {
  readonly lines: readonly ChartLine[];
  readonly marks: Marks;
  readonly from: number;
  readonly to: number;
  onPoint(pointed: Pointed | undefined): void;
}

/** Finds the point or the bar under the pointer and marks it. Lies inside a Recharts chart. */
export function PointedOverlay({ lines, marks, from, to, onPoint }: PointedOverlayProps): ReactNode {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const [marked, setMarked] = useState<readonly [number, number]>();
  if (!area || !xScale || !yScale) return null;
  const toPixels = ([x, y]: Point) => [Number(xScale(x)), Number(yScale(y))] as const;
  const move = (event: MouseEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - box.left + area.x, y: event.clientY - box.top + area.y };
    const found =
      marks === 'bars'
        ? barAt(lines, from + ((at.x - area.x) / area.width) * (to - from))
        : pointAt(lines, at, toPixels);
    onPoint(found);
    setMarked(found === undefined || marks === 'bars' ? undefined : toPixels(found.point));
  };
  const leave = () => {
    onPoint(undefined);
    setMarked(undefined);
  };
  return (
    <g>
      {marked && <circle className={classes.marked} cx={marked[0]} cy={marked[1]} r={6} />}
      <rect
        className={chartClasses.catcher}
        x={area.x}
        y={area.y}
        width={area.width}
        height={area.height}
        onPointerMove={move}
        onPointerLeave={leave}
      />
    </g>
  );
}

function pointAt(
  lines: readonly ChartLine[],
  at: { readonly x: number; readonly y: number },
  toPixels: (point: Point) => readonly [number, number],
): Pointed | undefined {
  const found = nearestPoint(lines, at, toPixels, 24);
  const line = found && lines.find(({ id }) => id === found.id);
  return line && { line, point: found.point };
}

/** The bar whose place holds an x; where a line has none there, the first line that has. */
function barAt(lines: readonly ChartLine[], x: number): Pointed | undefined {
  const place = Math.round(x);
  const within = Math.floor(((x - place + BAR_SHARE / 2) / BAR_SHARE) * lines.length);
  const nearest = lines[Math.min(Math.max(within, 0), lines.length - 1)];
  for (const line of nearest === undefined ? [] : [nearest, ...lines]) {
    const point = line.points.find(([at]) => at === place);
    if (point !== undefined) return { line, point };
  }
  return undefined;
}
