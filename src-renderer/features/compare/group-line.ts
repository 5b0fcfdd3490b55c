import type { Group } from '#shared/compare/groups.ts';
import type { BandPoint } from '#shared/statistics/bands.ts';
import type { YAxisRange } from '../series/chart.tsx';
import type { ChartLine } from '../series/chart-line.ts';
import { colourBook, dataStyle, type Scheme } from '../series/colours.ts';
import { valueExtent } from '../series/lines.ts';

/** The line of a group with its band. */
export interface GroupLine extends ChartLine {
  readonly band: readonly BandPoint[];
}

/** `bands` in the order of the groups. A group has the same colour in every chart. */
export function groupLines(
  database: string,
  groups: readonly Group[],
  bands: readonly (readonly BandPoint[])[],
  scheme: Scheme,
): readonly GroupLine[] {
  return groups.flatMap(({ id, label }, at) => {
    const band = bands[at];
    if (band === undefined) return [];
    return {
      ...{ id, label, band, longestGap: Number.POSITIVE_INFINITY },
      style: dataStyle(colourBook.number(`${database}:groups`, id), scheme),
      points: band.filter(({ centre }) => Number.isFinite(centre)).map(({ x, centre }) => [x, centre] as const),
    };
  });
}

/** Room for lines and bands. */
export function bandExtent(lines: readonly GroupLine[]): YAxisRange {
  const all = lines.flatMap(({ band }) =>
    band.flatMap(({ x, centre, band: bounds }) =>
      [centre, ...bounds].filter(Number.isFinite).map((y) => [x, y] as const),
    ),
  );
  const [low, high] = valueExtent([{ points: all }]);
  return { low, high, scale: 'linear' };
}

/** The point of a band nearest to an x. */
export function bandAt(band: readonly BandPoint[], x: number): BandPoint | undefined {
  let best: BandPoint | undefined;
  for (const point of band) if (best === undefined || Math.abs(point.x - x) < Math.abs(best.x - x)) best = point;
  return best;
}
