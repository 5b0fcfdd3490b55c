import { memo, type ReactNode, type SVGProps, useId, useMemo } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { piecesOf } from '#shared/chart/pieces.ts';
import type { ChartLine } from './chart-line.ts';
import type { Point } from './lines.ts';

interface CurvesProps {
  readonly lines: readonly ChartLine[];
  /** Marks every point, for lines of few points. */
  readonly dots: boolean;
}

/** So many points are drawn once, and not again whenever something above them changes. */
const MANY_POINTS = 10_000;

/** Dots up to so many pixels outside lie on the edge, but for rounding. */
const EDGE = 0.5;

/**
 * Lines, each a path, broken where there are gaps; a point that has no neighbour to be joined to is a dot. Recharts' own lines
 * take several objects for each point and seconds for some hundred lines. Lies inside a Recharts chart.
 */
export const Curves = memo(function Curves({ lines, dots }: CurvesProps): ReactNode {
  const clip = useId();
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const drawn = useMemo(() => {
    const place = ([x, y]: Point): Point => [Number(xScale?.(x)), Number(yScale?.(y))];
    return lines.map((line) => ({
      line,
      behind: line.behind && strokesOf(line.behind, line.longestGap, place).path,
      ...strokesOf(line.points, line.longestGap, place),
    }));
  }, [lines, xScale, yScale]);
  if (!area || !xScale || !yScale) return null;
  const isSeen = ([x, y]: Point) =>
    x > area.x - EDGE && x < area.x + area.width + EDGE && y > area.y - EDGE && y < area.y + area.height + EDGE;
  const points = lines.reduce((sum, line) => sum + line.points.length, 0);
  return (
    <g pointerEvents="none" style={points > MANY_POINTS ? { willChange: 'transform' } : undefined}>
      <clipPath id={clip}>
        <rect x={area.x} y={area.y} width={area.width} height={area.height} />
      </clipPath>
      <g clipPath={`url(#${CSS.escape(clip)})`} fill="none">
        {drawn.map(({ line: { id, style }, behind }) => (
          <Curve key={id} path={behind} stroke={style.colour} strokeOpacity={0.28} strokeWidth={1} />
        ))}
        {drawn.map(({ line: { id, label, style, dimmed }, path }) => (
          <Curve
            key={id}
            path={path}
            name={label}
            stroke={style.colour}
            strokeOpacity={dimmed === true ? 0.2 : 1}
            strokeWidth={1.5}
            strokeDasharray={style.dash.join(' ')}
          />
        ))}
      </g>
      {drawn.map(({ line, lonely, places }) =>
        (dots ? places() : lonely)
          .filter(isSeen)
          .map(([x, y]) => <circle key={`${line.id} ${x} ${y}`} cx={x} cy={y} r={2.5} fill={line.style.colour} />),
      )}
    </g>
  );
});

function Curve({ path, ...style }: SVGProps<SVGPathElement> & { readonly path: string | undefined }): ReactNode {
  return path && <path className="recharts-line-curve" d={path} {...style} />;
}

interface Strokes {
  readonly path: string;
  /** Places of points that no stroke reaches. */
  readonly lonely: readonly Point[];
  /** Places of all points. */
  places(): readonly Point[];
}

/** What has no place on an axis (0 on a logarithmic one) is left out. */
function strokesOf(points: readonly Point[], longestGap: number, placeOf: (point: Point) => Point): Strokes {
  const pieces = piecesOf(points, longestGap).map((piece) => piece.map(placeOf).filter(isPlace));
  return {
    path: pieces
      .filter(({ length }) => length > 1)
      .map(pathOf)
      .join(''),
    lonely: pieces.filter(({ length }) => length === 1).flat(),
    places: () => pieces.flat(),
  };
}

function isPlace([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

function pathOf(places: readonly Point[]): string {
  return places.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${round(x)},${round(y)}`).join('');
}

/** To a hundredth of a pixel. */
function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
