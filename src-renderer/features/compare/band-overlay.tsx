import { type PointerEvent, type ReactNode, useMemo, useState } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { BandPoint } from '#shared/statistics/bands.ts';
import chartClasses from '../series/chart.module.css';
import type { GroupLine } from './group-line.ts';

interface BandOverlayProps {
  readonly lines: readonly GroupLine[];
  readonly from: number;
  readonly to: number;
  /** The x under the pointer; `undefined` when it leaves. */
  onPoint(x: number | undefined): void;
}

/** Bands around lines, and the place under the pointer. Lies inside a Recharts chart. */
export function BandOverlay({ lines, from, to, onPoint }: BandOverlayProps): ReactNode {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const [pointed, setPointed] = useState<number>();
  const paths = useMemo(() => {
    if (!xScale || !yScale) return [];
    const at = (x: number, y: number) => `${Number(xScale(x)).toFixed(1)} ${Number(yScale(y)).toFixed(1)}`;
    return lines.map(({ band }) =>
      pieces(band)
        .map((piece) => outline(piece, at))
        .join(''),
    );
  }, [lines, xScale, yScale]);
  if (!area || area.width <= 0) return null;
  const point = (event: PointerEvent<SVGRectElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setPointed(x);
    onPoint(from + (x / area.width) * (to - from));
  };
  const leave = () => {
    setPointed(undefined);
    onPoint(undefined);
  };
  return (
    <>
      {lines.map(({ id, style }, at) => (
        <path key={id} d={paths[at]} fill={style.colour} fillOpacity={0.16} stroke="none" />
      ))}
      <g transform={`translate(${area.x} ${area.y})`}>
        {pointed !== undefined && (
          <line className={chartClasses.pointed} x1={pointed} x2={pointed} y1={0} y2={area.height} />
        )}
        <rect
          className={chartClasses.catcher}
          width={area.width}
          height={area.height}
          onPointerMove={point}
          onPointerLeave={leave}
        />
      </g>
    </>
  );
}

/** Neighbours that have a band. */
function pieces(points: readonly BandPoint[]): readonly (readonly BandPoint[])[] {
  const found: BandPoint[][] = [];
  let open = false;
  for (const point of points) {
    const has = Number.isFinite(point.band[0] + point.band[1]);
    if (has && open) found.at(-1)?.push(point);
    else if (has) found.push([point]);
    open = has;
  }
  return found;
}

function outline(piece: readonly BandPoint[], at: (x: number, y: number) => string): string {
  const above = piece.map(({ x, band }) => at(x, band[1]));
  const below = piece.map(({ x, band }) => at(x, band[0])).reverse();
  return `M${[...above, ...below].join('L')}Z`;
}
