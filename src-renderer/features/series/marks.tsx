import { type ReactNode, useMemo } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { ChartLine } from './chart-line.ts';

/** How the values of a chart are drawn. */
export type Marks = 'line' | 'points' | 'bars';

interface MarksProps {
  readonly lines: readonly ChartLine[];
}

/** Steps of strength that the eye tells apart. */
const STEPS = 8;

/** Clouds of points: a path for each colour and strength, which stays quick with tens of thousands. Lies inside a Recharts chart. */
export function Cloud({ lines }: MarksProps): ReactNode {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const drawn = useMemo(() => {
    if (!xScale || !yScale) return [];
    return lines.map(({ points, strengths }) => {
      const paths: string[] = Array.from({ length: strengths === undefined ? 1 : STEPS }, () => '');
      points.forEach(([x, y], at) => {
        const step = Math.min(Math.floor((strengths?.[at] ?? 0) * STEPS), STEPS - 1);
        paths[step] += `M${round(xScale(x))} ${round(yScale(y))}h0`;
      });
      return paths;
    });
  }, [lines, xScale, yScale]);
  return (
    <g pointerEvents="none">
      {lines.map((line, at) =>
        (drawn[at] ?? []).map((path, step) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a step of strength is its place
            key={`${line.id} ${step}`}
            d={path}
            stroke={line.style.colour}
            strokeWidth={
              line.strengths === undefined ? pointSize(line.points.length) : cellSize(line, area?.width ?? 0)
            }
            strokeOpacity={line.strengths === undefined ? (line.points.length > 500 ? 0.6 : 0.85) : (step + 1) / STEPS}
            strokeLinecap={line.strengths === undefined ? 'round' : 'square'}
            fill="none"
          />
        )),
      )}
    </g>
  );
}

const pointSize = (count: number): number => (count > 5000 ? 2.5 : 4);

/** Cells of a grid nearly touch: as wide as the distance between neighbours of x, within reason. */
function cellSize({ points }: ChartLine, width: number): number {
  const places = new Set(points.map(([x]) => x)).size;
  return Math.min(Math.max(width / (places + 2) - 1, 3), 18);
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
