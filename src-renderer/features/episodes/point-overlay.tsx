import { type MouseEvent, type ReactNode, useState } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import chartClasses from '../series/chart.module.css';
import type { ChartLine } from '../series/chart-line.ts';
import { nearestPoint, type Point } from '../series/lines.ts';
import classes from './trend.module.css';

export interface PointedPoint {
  readonly line: ChartLine;
  /** Position of the point in the line. */
  readonly at: number;
}

interface PointOverlayProps {
  readonly lines: readonly ChartLine[];
  onPoint(point: PointedPoint | undefined): void;
  onPick(point: PointedPoint): void;
}

/** Points on the edge can be reached from outside, too: so many pixels. */
const AROUND = 8;

/** Finds the point under the pointer and marks it. Lies inside a Recharts chart. */
export function PointOverlay({ lines, onPoint, onPick }: PointOverlayProps): ReactNode {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const [marked, setMarked] = useState<readonly [number, number]>();
  if (!area || !xScale || !yScale) return null;
  const toPixels = ([x, y]: Point) => [Number(xScale(x)), Number(yScale(y))] as const;
  const under = (event: MouseEvent<SVGRectElement>): PointedPoint | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - box.left + area.x - AROUND, y: event.clientY - box.top + area.y - AROUND };
    const found = nearestPoint(lines, at, toPixels, 24);
    const line = found && lines.find(({ id }) => id === found.id);
    return line && { line, at: line.points.indexOf(found.point) };
  };
  const show = (found: PointedPoint | undefined) => {
    const point = found?.line.points[found.at];
    setMarked(point && toPixels(point));
    onPoint(found);
  };
  return (
    <g>
      {marked && <circle className={classes.marked} cx={marked[0]} cy={marked[1]} r={6} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: every point is a row of the list below */}
      <rect
        className={chartClasses.catcher}
        style={marked && { cursor: 'pointer' }}
        x={area.x - AROUND}
        y={area.y - AROUND}
        width={area.width + 2 * AROUND}
        height={area.height + AROUND}
        onPointerMove={(event) => show(under(event))}
        onPointerLeave={() => show(undefined)}
        onClick={(event) => {
          const found = under(event);
          if (found) onPick(found);
        }}
      />
    </g>
  );
}
