import type { QuestionChartAnswer, QuestionLine } from '../model/question.ts';
import { longestGap, yExtent } from './describe.ts';
import { dataStyle } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';

const marksOf = { line: 'line', bar: 'bars', scatter: 'points' } as const;
const scaleOf = { number: 'number', whole: 'whole', time: 'date', category: 'whole' } as const;

/** The answer of a question as a picture: colours in the order of the answer. `pixels`: the width it was asked for. */
export function describeAnswer(answer: QuestionChartAnswer, title: string, pixels: number): Picture {
  const { kind, x, y, series } = answer;
  const [from, to] = xRange(answer);
  const strength = strengthOf(series);
  const lines = series.map((line, at): PictureLine => {
    const { id, label, points, shades, rows, notFinite, method } = line;
    const gaps = kind === 'line' && x.scale !== 'category';
    return {
      ...{ id, label, points, strengths: shades?.map(strength), style: dataStyle(at, 'light') },
      longestGap: gaps ? longestGap({ points, method }, to - from, pixels) : Number.POSITIVE_INFINITY,
      ...{ rows, notFinite, method: method === 'm4' ? 'm4' : 'rows' },
    };
  });
  const [low, high] = yExtent(lines, 'linear');
  const bars = kind === 'bar';
  return {
    title,
    x: { title: x.title, unit: x.unit, from, to, scale: scaleOf[x.scale] },
    y: {
      ...{ title: y.title === '' ? 'Value' : y.title, unit: y.unit },
      ...{ from: bars ? Math.min(0, low) : low, to: bars ? Math.max(0, high) : high, scale: 'linear' },
    },
    lines,
    smoothing: null,
    references: [],
    sources: [],
    marks: marksOf[kind],
    names: x.scale === 'category' ? x.categories : undefined,
  };
}

/** What the x axis covers: the places of categories whole, numbers with a little room at the edges. */
function xRange({ x, series, kind }: QuestionChartAnswer): readonly [number, number] {
  if (x.scale === 'category') return [-0.5, Math.max(x.categories.length, 1) - 0.5];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of series) {
    for (const [at] of points) {
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
  }
  if (low > high) return [0, 1];
  const margin = low === high ? 1 : (high - low) * (kind === 'scatter' ? 0.03 : 0.012);
  return kind === 'bar' ? [low - 0.5, high + 0.5] : [low - margin, high + margin];
}

/** From the weakest to the strongest of all points; what has no number is the weakest. */
function strengthOf(series: readonly QuestionLine[]): (shade: number) => number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { shades = [] } of series) {
    for (const shade of shades) {
      if (shade < low) low = shade;
      if (shade > high) high = shade;
    }
  }
  return (shade) => (high > low && shade >= low ? (shade - low) / (high - low) : high > low ? 0 : 1);
}
