import { type ReactNode, useMemo } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { ChartLine } from './chart-line.ts';

/** How the values of a chart are drawn. */
export type Marks = 'line' | 'points' | 'bars';

interface MarksProps {
  readonly lines: readonly ChartLine[];
}

/** Clouds of points: one path for each colour, which stays quick with tens of thousands. Lies inside a Recharts chart. */
export function Cloud({ lines }: MarksProps): ReactNode {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const paths = useMemo(() => {
    if (!xScale || !yScale) return [];
    return lines.map(({ points }) => points.map(([x, y]) => `M${round(xScale(x))} ${round(yScale(y))}h0`).join(''));
  }, [lines, xScale, yScale]);
  return (
    <g pointerEvents="none">
      {lines.map(({ id, style, points }, at) => (
        <path
          key={id}
          d={paths[at]}
          stroke={style.colour}
          strokeWidth={points.length > 5000 ? 2.5 : 4}
          strokeOpacity={points.length > 500 ? 0.6 : 0.85}
          strokeLinecap="round"
          fill="none"
        />
      ))}
    </g>
  );
}

/** Share of its place that a group of bars fills. */
export const BAR_SHARE = 0.8;

/** Bars from zero, those of one x beside each other. x counts their places. Lies inside a Recharts chart. */
export function Bars({ lines }: MarksProps): ReactNode {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!area || !xScale || !yScale) return null;
  const band = Number(xScale(1)) - Number(xScale(0));
  const width = (band * BAR_SHARE) / Math.max(lines.length, 1);
  const floor = Math.min(Math.max(Number(yScale(0)), area.y), area.y + area.height);
  return (
    <g pointerEvents="none">
      {lines.map(({ id, points, style }, at) =>
        points.map(([x, y]) => {
          const top = Number(yScale(y));
          return (
            <rect
              key={`${id} ${x}`}
              x={Number(xScale(x)) - (band * BAR_SHARE) / 2 + at * width}
              y={Math.min(top, floor)}
              width={Math.max(width - (width > 4 ? 1 : 0), 0.5)}
              height={Math.max(Math.abs(floor - top), 0.5)}
              fill={style.colour}
            />
          );
        }),
      )}
    </g>
  );
}

function round(pixels: number | undefined): number {
  return Math.round((pixels ?? 0) * 10) / 10;
}
