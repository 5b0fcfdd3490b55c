import type { DrawnChart, DrawnLine } from '../model/drawn-chart.ts';
import type { Series, SeriesAnswer } from '../model/experiment.ts';
import { smoothingText } from '../model/smoothing.ts';
import { answerAlong, asRecorded } from './along.ts';
import { EPOCH } from './dates.ts';
import { dataStyle } from './palette.ts';
import { type Extent, xExtent } from './reach.ts';
import type { ChartRequest } from './request.ts';
import { unitText } from './unit.ts';

/** A chart as data: the answers to the sources of a request, in their order, and what the request says of the picture. */
export function describeChart(request: ChartRequest, given: readonly SeriesAnswer[]): DrawnChart {
  const answers = given.map((answer, at) => answerAlong(answer, request.sources[at]?.along ?? asRecorded));
  const x = request.x ?? axisOf(xExtent(answers.flatMap(({ series }) => series)));
  const lines = linesOf(request, answers, x.to - x.from);
  const y = request.y ?? axisOf(yExtent(lines, request.yScale));
  const measured = common(answers.map(({ measure }) => measure));
  const whole = lines.every(({ points }) => points.every(([at]) => Number.isInteger(at)));
  const own = common(answers.map((answer) => answer.x));
  const { title, unit } = request.axis === undefined ? own : { title: request.axis, unit: dateOnly(own.unit) };
  const smooth = request.sources[0]?.request.smooth;
  return {
    title: request.title ?? `${measured.title} over ${title}`,
    x: { title, unit, ...x, scale: unit === EPOCH ? 'date' : whole ? 'whole' : 'number' },
    y: { ...measured, ...y, scale: request.yScale },
    lines,
    smoothing: smooth === undefined ? null : smoothingText(smooth, { x: title, rows: 'rows' }),
    references: request.references.map((reference, at) => ({ ...reference, id: String(at) })),
    notes: request.notes.map((note, at) => ({ ...note, id: String(at) })),
    sources: request.sources.flatMap((source, at) => {
      const answer = answers[at];
      return answer === undefined ? [] : [{ ...source, answer }];
    }),
  };
}

interface Quantity {
  readonly title: string;
  readonly unit: string | null;
}

/** What several answers have on one axis. Units that differ stand each with what has it. */
export function common(quantities: readonly Quantity[]): Quantity {
  const units = new Set(quantities.map(({ unit }) => unit));
  const [unit = null] = units;
  const said = (quantity: Quantity) => (units.size > 1 ? axisText(quantity) : quantity.title);
  return {
    title: [...new Set(quantities.map(said))].join(', ') || 'x',
    unit: units.size > 1 ? null : unit,
  };
}

/** A name for an axis says its unit too; dates stay dates. */
function dateOnly(unit: string | null): string | null {
  return unit === EPOCH ? unit : null;
}

/** What an axis says: `Speed (scene units/frame)`. */
export function axisText({ title, unit }: Quantity): string {
  const said = unit === null || unit === EPOCH || title.toLowerCase().startsWith(unit.toLowerCase());
  return said ? title : `${title} (${unitText(unit)})`;
}

function axisOf([from, to]: Extent) {
  return { from, to };
}

function linesOf(request: ChartRequest, answers: readonly SeriesAnswer[], span: number): readonly DrawnLine[] {
  const several = answers.length > 1;
  const label = (answer: SeriesAnswer, series: Series) =>
    several ? `${series.label} · ${answer.measure.title}` : series.label;
  const all = answers.flatMap((answer, source) =>
    answer.series.map((series) => ({
      source,
      series,
      label: label(answer, series),
      colour: undefined,
      dash: undefined,
    })),
  );
  const wanted =
    request.lines?.flatMap((line) => {
      const found = all.find(({ source, series }) => source === line.source && series.id === line.id);
      return found === undefined ? [] : [{ ...found, ...line, label: line.label ?? found.label }];
    }) ?? all;
  const looks = new Map<string, number>();
  return wanted.map(({ source, series, label: said, colour, dash }) => {
    const of = `${source} ${series.part?.of ?? series.id}`;
    const at = looks.get(of) ?? looks.size;
    looks.set(of, at);
    const points = request.sources[source]?.request.points ?? 1000;
    const style = dataStyle(at, 'light');
    const visible = request.yScale === 'log' ? series.points.filter(([, y]) => y > 0) : series.points;
    return {
      id: `${source} ${series.id}`,
      label: said,
      points: visible,
      behind: request.yScale === 'log' ? series.raw?.filter(([, y]) => y > 0) : series.raw,
      style: { colour: colour ?? style.colour, dash: dash ?? style.dash },
      longestGap: gapOf(answers[source], series, span, points),
      ...{ rows: series.rows, notFinite: series.notFinite, method: series.method },
    };
  });
}

/** Over another measure points stand alone; over episodes nothing is a gap. */
function gapOf(answer: SeriesAnswer | undefined, series: Series, span: number, points: number): number {
  if (answer?.x.measured === true) return Number.NEGATIVE_INFINITY;
  return series.episodes === null ? longestGap(series, span, points) : Number.POSITIVE_INFINITY;
}

/**
 * The longest distance that is no gap: three times what nine of ten neighbours of the line keep, and twice the width of
 * one pixel where the engine reduced.
 */
export function longestGap(
  { method, points }: { readonly method: string; readonly points: Series['points'] },
  span: number,
  pixels: number,
): number {
  const distances = points.slice(1).map(([x], at) => x - (points[at]?.[0] ?? x));
  distances.sort((one, other) => one - other);
  const usual = distances[Math.ceil(distances.length * 0.9) - 1] ?? 0;
  const reduced = method === 'm4' || method === 'mean+m4';
  return Math.max(3 * usual, reduced ? (2 * span) / pixels : 0);
}

/** Every value with a little room; a line that only touches zero keeps zero as its floor. */
export function yExtent(lines: readonly Pick<DrawnLine, 'points' | 'behind'>[], scale: 'linear' | 'log'): Extent {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points, behind = [] } of lines) {
    for (const list of [points, behind]) {
      for (const [, y] of list) {
        low = Math.min(low, y);
        high = Math.max(high, y);
      }
    }
  }
  if (low > high) return scale === 'log' ? [0.1, 1] : [0, 1];
  if (scale === 'log') {
    const margin = low === high ? 2 : (high / low) ** 0.04;
    return [low / margin, high * margin];
  }
  if (low === high) return low === 0 ? [-1, 1] : [low - Math.abs(low) / 2, high + Math.abs(high) / 2];
  const margin = (high - low) * 0.04;
  return [low >= 0 && low - margin < 0 ? 0 : low - margin, high + margin];
}
