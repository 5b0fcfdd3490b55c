import type { DrawnAnswer } from '#shared/chart/cells-answer.ts';
import type { Series, SeriesAnswer } from '#shared/model/experiment.ts';
import { firstWhere } from '#shared/model/first-where.ts';
import { restartsText } from '#shared/model/restarts.ts';
import { countOf, formatCount } from '../../format/number.ts';

export type Point = readonly [x: number, y: number];

/**
 * The longest distance that is no gap: three times what nine of ten neighbours of the line keep (a property may be stored
 * every twentieth frame), at least three frames; and twice the width of one pixel where the engine reduced. `span` is the
 * length of the x axis that was asked for, `points` the width that was asked for.
 */
export function longestGap(
  { method, points: line }: Pick<Series, 'method' | 'points'>,
  span: number,
  points: number,
  step: number,
): number {
  const reduced = method === 'm4' || method === 'mean+m4';
  return Math.max(3 * step, 3 * usualDistance(line), reduced ? (2 * span) / points : 0);
}

function usualDistance(points: readonly Point[]): number {
  const distances = points.slice(1).map(([x], index) => x - (points[index]?.[0] ?? x));
  distances.sort((one, other) => one - other);
  return distances[Math.ceil(distances.length * 0.9) - 1] ?? 0;
}

/** The last point at or before `x`: what the line says there. `undefined` before the first point. */
export function valueAt(points: readonly Point[], x: number): Point | undefined {
  return points[firstWhere(points.length, (at) => points[at]![0] > x) - 1];
}

/**
 * The point of all lines nearest to a place on the chart, within `reach` pixels. Of lines whose points are ordered by x only
 * those `between` need be looked at, where it is told which x are within reach.
 */
export function nearestPoint(
  lines: readonly { readonly id: string; readonly points: readonly Point[] }[],
  at: { readonly x: number; readonly y: number },
  toPixels: (point: Point) => readonly [number, number],
  reach: number,
  between?: readonly [from: number, to: number],
): { readonly id: string; readonly point: Point } | undefined {
  let best: { id: string; point: Point; distance: number } | undefined;
  for (const { id, points } of lines) {
    const [from, to] = between ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let index = firstWhere(points.length, (at) => points[at]![0] >= from); index < points.length; index++) {
      const point = points[index]!;
      if (point[0] > to) break;
      const [x, y] = toPixels(point);
      const distance = Math.hypot(x - at.x, y - at.y);
      if (distance <= reach && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { id, point, distance };
    }
  }
  return best && { id: best.id, point: best.point };
}

/** Lowest and highest value of all lines, widened a little; around 0…1 when there is none. */
export function valueExtent(lines: readonly { readonly points: readonly Point[] }[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { points } of lines) {
    for (const [, y] of points) {
      if (y < low) low = y;
      if (y > high) high = y;
    }
  }
  if (low > high) return [0, 1];
  if (low === high) return low === 0 ? [-1, 1] : [low - Math.abs(low) / 2, high + Math.abs(high) / 2];
  const margin = (high - low) * 0.04;
  // A line that only touches zero keeps zero as its floor.
  return [low >= 0 && low - margin < 0 ? 0 : low - margin, high + margin];
}

const how: Readonly<Record<Series['method'], (per: string) => string>> = {
  rows: () => 'every row',
  m4: () => 'extremes kept',
  mean: (per) => `mean per ${per}`,
  'mean+m4': (per) => `mean per ${per}, extremes kept`,
};

/** Lines, or what stands for many values. */
type Told = Pick<DrawnAnswer, 'series' | 'bars' | 'strengths'>;

/** What one is seeing, as a sentence: `90 000 rows → 1 204 points, extremes kept, 12 not finite`. `per`: what one x is. */
export function badgeText({ series, bars, strengths }: Told, per: string): string {
  const rows = series.reduce((sum, line) => sum + line.rows, 0);
  const points = series.reduce((sum, line) => sum + line.points.length, 0);
  const bad = series.reduce((sum, line) => sum + line.notFinite, 0);
  const below = series.reduce((sum, line) => sum + (line.below ?? 0), 0);
  const methods = [...new Set(series.map((line) => line.method))].map((method) => how[method](per));
  const filled = bars && [...bars.values()].flatMap((own) => own.filter(({ count }) => count > 0)).length;
  const drawn = filled === undefined ? countOf(points, ['point', 'points']) : countOf(filled, ['bar', 'bars']);
  const far = bars && [...bars.values()].flat().reduce((sum, { beyond, count }) => sum + (beyond ? count : 0), 0);
  const isMerged = strengths !== undefined && points < rows - bad;
  return [
    `${countOf(rows, ['row', 'rows'])} → ${drawn}`,
    isMerged ? 'the stronger the more rows' : filled === undefined ? methods.join(' or ') : '',
    far ? `${formatCount(far)} far from all others in bars at the ends` : '',
    bad > 0 ? `${formatCount(bad)} not finite` : '',
    below > 0 ? `${formatCount(below)} of 0 or less, which have no logarithm` : '',
    restartsText(series),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Exactly the drawn points as tab-separated lines under a header: what a spreadsheet or a notebook takes. */
export function pointsAsTsv({ measure, x, series }: SeriesAnswer): string {
  const unit = (title: string, of: string | null) => (of === null ? title : `${title} (${of})`);
  const header = ['line', unit(x.title, x.unit), unit(measure.title, measure.unit)].join('\t');
  const field = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
  const lines = series.flatMap(({ label, points }) => points.map(([at, y]) => `${field(label)}\t${at}\t${y}`));
  return [header, ...lines].join('\n');
}

/** Most points that may be asked for per line, so that all lines together stay quick to draw. */
export function pointsPerLine(devicePixels: number, lines: number): number {
  const perLine = Math.floor(MOST_POINTS / 4 / Math.max(lines, 1));
  return Math.max(50, Math.min(Math.round(devicePixels), perLine, 20_000));
}

const MOST_POINTS = 40_000;
