import type { Measure } from '../model/experiment.ts';
import { type Smoothing, smoothingText } from '../model/smoothing.ts';
import { EPOCH } from './dates.ts';
import { longestGap, yExtent } from './describe.ts';
import { type DataStyle, dataStyle, inkOf, type Scheme } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';
import { xExtent } from './reach.ts';
import type { Stacked } from './read-stack.ts';
import type { ChartRequest } from './request.ts';
import { type Adds, type Stack, stackOf } from './stack.ts';
import { areasOf, reducedStack } from './stack-areas.ts';
import { styledLines, writtenOn } from './styled.ts';

/** Hues of parts, each once before they come again; the whole is drawn in ink. */
const HUES = 7;

export function partStyle(at: number, scheme: Scheme): DataStyle {
  return { colour: dataStyle(at % HUES, scheme).colour, dash: [] };
}

export function wholeStyle(scheme: Scheme): DataStyle {
  return { colour: inkOf(scheme), dash: [] };
}

interface DescribedStack {
  readonly measure: Measure;
  readonly x: Stacked['x'];
  readonly stack: Stack;
  /** How every line of it was smoothed. */
  readonly smooth?: Smoothing | undefined;
}

/** The formula of a stack's parts; `rows`: what a line consists of. */
export function partsSmoothed(smooth: Smoothing, x: Stacked['x'], rows: string): string {
  return `${smoothingText(smooth, { x: x.title, rows })}, of each part before they are stacked`;
}

/** Parts of a sum as areas, what is above zero and what is below apart, and the sum as a line over them. */
export function describeStack(
  request: ChartRequest,
  { measure, x, stack: all, smooth }: DescribedStack,
  columns: number,
): Picture {
  const stack = shownOf(all, request.lines);
  const range = request.x ?? stacksAcross([all]);
  const drawn = reducedStack(stack, [range.from, range.to], columns);
  const lines = styledLines(linesOf(drawn, all), request.lines);
  const whole = all.parts.every(({ series }) => series.points.every(([at]) => Number.isInteger(at)));
  const [from, to] = stackExtent([stack]);
  return {
    title: `Parts of ${measure.title} over ${x.title}`,
    x: { title: x.title, unit: x.unit, ...range, scale: x.unit === EPOCH ? 'date' : whole ? 'whole' : 'number' },
    y: { title: measure.title, unit: measure.unit, ...(request.y ?? { from, to }), scale: 'linear' },
    ...{
      lines,
      smoothing: smooth ? partsSmoothed(smooth, x, 'rows') : null,
      sources: [],
      remark: `${all.label}: ${addsText(all.adds, measure.title)}`,
    },
    ...writtenOn(request),
  };
}

/** Only the parts that a request names, stacked without the others. */
export function shownOf(stack: Stack, wanted: readonly { readonly id: string }[] | undefined): Stack {
  if (wanted === undefined) return stack;
  const isWanted = ({ measure }: { readonly measure: Measure }) => wanted.some(({ id }) => id === measure.id);
  const whole = stack.whole !== undefined && isWanted(stack.whole) ? stack.whole : undefined;
  return stackOf({ ...stack, whole }, stack.parts.filter(isWanted), stack.longestGap);
}

function linesOf({ parts, whole, longestGap: gap }: Stack, { parts: all }: Stack): readonly PictureLine[] {
  const of = all.map(({ measure }) => measure.id);
  const areas = parts.map((part): PictureLine => {
    const { measure, title, series } = part;
    const { rows, notFinite, method } = series;
    return {
      ...{ id: measure.id, label: title, rows, notFinite, method, longestGap: gap },
      points: part.pieces.flatMap((piece) => piece.map(({ x, value }) => [x, value] as const)),
      style: partStyle(of.indexOf(measure.id), 'light'),
      areas: areasOf(part),
      edges: part.pieces.flatMap((piece) => piece.map(({ value, above, below }) => (value < 0 ? below : above))),
    };
  });
  if (whole === undefined) return areas;
  const { measure, series } = whole;
  const { points, rows, notFinite, method, episodes } = series;
  const line = { id: measure.id, label: measure.title, points, rows, notFinite, method, style: wholeStyle('light') };
  return [...areas, { ...line, longestGap: episodes === null ? longestGap(series, 0, 1) : Number.POSITIVE_INFINITY }];
}

/** What the x axis of stacks shows. */
export function stacksAcross(stacks: readonly Stack[]): { readonly from: number; readonly to: number } {
  const lines = stacks.flatMap(({ parts, whole }) => [...parts, ...(whole === undefined ? [] : [whole])]);
  const [from, to] = xExtent(lines.map(({ series }) => series));
  return { from, to };
}

/** What the y axis of stacks shows: zero, every edge, and the whole. */
export function stackExtent(stacks: readonly Stack[]): readonly [number, number] {
  const points = stacks.flatMap(({ parts, whole }) => [
    ...parts.flatMap(({ pieces }) =>
      pieces.flatMap((piece) => piece.flatMap(({ above, below }) => [[0, above[1]] as const, [0, below[0]] as const])),
    ),
    ...(whole?.series.points ?? []),
  ]);
  return yExtent([{ points }, { points: [[0, 0]] }], 'linear');
}

/** Whether parts add up to the whole, in words. */
export function addsText({ places, alike, apart }: Adds, whole: string): string {
  if (places === 0) return `nothing says whether the parts add up to ${whole}`;
  if (alike === places) return `the parts add up to ${whole}`;
  const far = `up to ${Number(apart.toPrecision(3))} apart`;
  if (alike === 0) return `the parts do not add up to ${whole}: ${far}`;
  return `the parts add up to ${whole} at ${alike} of ${places} places, elsewhere they are ${far}`;
}
