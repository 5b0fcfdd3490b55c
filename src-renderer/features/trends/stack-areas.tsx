import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { areaStrength } from '#shared/chart/bands.ts';
import type { Area } from '#shared/chart/stack-areas.ts';
import type { DrawnPart } from './stack-lines.ts';

/** What parts fill, cut at the edges of the picture. Lies inside a Recharts chart, under its lines. */
export function StackAreas({ parts }: { readonly parts: readonly DrawnPart[] }): ReactNode {
  const scheme = useComputedColorScheme('light');
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const paths = useMemo(() => {
    if (!area || !xScale || !yScale) return [];
    const at = (x: number, y: number) =>
      `${(Number(xScale(x)) - area.x).toFixed(1)} ${(Number(yScale(y)) - area.y).toFixed(1)}`;
    return parts.map(({ areas }) => areas.map((each) => outline(each, at)).join(''));
  }, [parts, area, xScale, yScale]);
  if (!area || area.width <= 0) return null;
  const { x, y, width, height } = area;
  return (
    <svg {...{ x, y, width, height }} aria-hidden="true">
      {parts.map(({ id, colour }, at) => (
        <path key={id} d={paths[at]} fill={colour} fillOpacity={areaStrength[scheme]} />
      ))}
    </svg>
  );
}

/** Of one x alone it is a bar of a pixel. */
function outline(area: Area, at: (x: number, y: number) => string): string {
  const [only] = area;
  if (only !== undefined && area.length === 1)
    return `M${at(only.x, only.low)}L${at(only.x, only.high)}h1L${at(only.x, only.low)}Z`;
  const above = area.map(({ x, high }) => at(x, high));
  const below = area.map(({ x, low }) => at(x, low)).reverse();
  return `M${[...above, ...below].join('L')}Z`;
}
