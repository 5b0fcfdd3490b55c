import type { QuestionChartAnswer, QuestionLine } from '#shared/model/question.ts';
import { countOf, formatCount, roundNumber } from '../../format/number.ts';
import type { ChartLine } from '../series/chart-line.ts';
import { dataStyle, type Scheme } from '../series/colours.ts';
import { longestGap } from '../series/lines.ts';

/** The lines of an answer as a chart draws them: colours in the order of the answer. */
export function drawnLines(
  { series, x, kind }: QuestionChartAnswer,
  scheme: Scheme,
  width: number,
): readonly ChartLine[] {
  const [from, to] = xExtent(series);
  const strength = strengthOf(series);
  return series.map(({ id, label, points, shades, method }, at) => ({
    id,
    label,
    points,
    strengths: shades?.map(strength),
    style: dataStyle(at, scheme),
    longestGap:
      kind !== 'line' || x.scale === 'category'
        ? Number.POSITIVE_INFINITY
        : longestGap(
            { points, method: method === 'm4' ? 'm4' : 'rows' },
            to - from,
            width,
            x.scale === 'whole' ? 1 : 0,
          ),
  }));
}

/** From the weakest to the strongest of all points; what has no number is the weakest. */
function strengthOf(series: readonly QuestionLine[]): (shade: number) => number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const shade of series.flatMap(({ shades = [] }) => shades)) {
    if (shade < low) low = shade;
    if (shade > high) high = shade;
  }
  return (shade) => (high > low && shade >= low ? (shade - low) / (high - low) : high > low ? 0 : 1);
}

/** What the x axis covers: the places of categories whole, numbers with a little room at the edges. */
export function xRange({ x, series, kind }: QuestionChartAnswer): readonly [number, number] {
  if (x.scale === 'category') return [-0.5, Math.max(x.categories.length, 1) - 0.5];
  const [low, high] = xExtent(series);
  if (low > high) return [0, 1];
  const margin = low === high ? 1 : (high - low) * (kind === 'scatter' ? 0.03 : 0.012);
  return [low - margin, high + margin];
}

function xExtent(series: readonly QuestionLine[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { points } of series) {
    for (const [x] of points) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }
  return [low, high];
}

const how = {
  rows: 'every row',
  m4: 'extremes kept',
  pixels: 'one point per pixel',
  strongest: 'the strongest point per pixel',
} as const;

/** What one is seeing: from how many rows, reduced how, and what was left out. */
export function badgeOf({ series, leftOut, rows, shade }: QuestionChartAnswer): string {
  const sum = (of: (line: QuestionLine) => number) => series.reduce((total, line) => total + of(line), 0);
  const bad = sum((line) => line.notFinite);
  const methods = [
    ...new Set(series.map(({ method }) => how[method === 'pixels' && shade !== null ? 'strongest' : method])),
  ];
  return [
    `${countOf(rows, ['row', 'rows'])} → ${countOf(
      sum(({ points }) => points.length),
      ['point', 'points'],
    )}`,
    methods.join(' or '),
    bad > 0 ? `${formatCount(bad)} not finite` : '',
    leftOut.lines > 0 ? `the first ${formatCount(series.length)} lines, ${formatCount(leftOut.lines)} left out` : '',
    leftOut.bars > 0 ? `${countOf(leftOut.bars, ['row', 'rows'])} behind the last bar left out` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The drawn points as tab-separated lines under a header. */
export function pointsAsTsv({ series, x, y }: QuestionChartAnswer): string {
  const field = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
  const titled = (title: string, unit: string | null) => (unit === null ? title : `${title} (${unit})`);
  const lines = series.flatMap(({ label, points }) =>
    points.map(([at, value]) => [label, x.scale === 'category' ? (x.categories[at] ?? '') : String(at), String(value)]),
  );
  return [['line', titled(x.title, x.unit), titled(y.title || 'value', y.unit)], ...lines]
    .map((cells) => cells.map(field).join('\t'))
    .join('\n');
}

/** Names of places as an axis shows them: numbers with no more digits than one reads. */
export function placeNames({ x }: QuestionChartAnswer): readonly string[] {
  return x.categories.map((name) => {
    const value = Number(name);
    return name.length > 8 && name.trim() !== '' && Number.isFinite(value) ? roundNumber(value) : name;
  });
}
