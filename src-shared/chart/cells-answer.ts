import type { Beyond, CellsAnswer, CellsLine } from '../model/cells.ts';
import type { Series, SeriesAnswer } from '../model/experiment.ts';

/** An answer as it is drawn. */
export interface DrawnAnswer extends SeriesAnswer {
  /** How strong each point is, from 0 to 1, by the id of its line. */
  readonly strengths?: ReadonlyMap<string, readonly number[]> | undefined;
  /** The bars that lines are the outlines of, by the id of the line. */
  readonly bars?: ReadonlyMap<string, readonly Bar[]> | undefined;
  /** The part of x that is to scale, where bars beyond it stand for what lies far away. */
  readonly scaled?: readonly [from: number, to: number] | undefined;
}

/** A bar of a histogram: how many values lie from one edge to the next, and which share of the finite ones. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly share: number;
  /** Where it is drawn. */
  readonly place: readonly [from: number, to: number];
  /** Which end it is beyond, where it stands for all that lies there. */
  readonly beyond?: Beyond['side'];
}

/** At most so many bars. */
export const MOST_BARS = [60, 1] as const;

/** Points of a scatter before their line counts as reduced, and cells where it is. */
export const SCATTER_POINTS = 5000;
export const SCATTER_CELLS = [200, 100] as const;

/** A histogram as lines: the outline of each one's bars, as shares of its finite values. */
export function histogramAnswer(answer: CellsAnswer): DrawnAnswer {
  const { measure, ends, lines, sql } = answer;
  const bars = new Map(lines.map((line) => [line.id, barsOf(line, answer)]));
  return {
    measure,
    x: { title: measure.title, unit: measure.unit, measured: true },
    series: lines.map((line) => seriesOf(line, outline(bars.get(line.id) ?? []))),
    bars,
    ...(ends && { scaled: ends }),
    sql,
  };
}

/** A scatter as points in the middle of its cells, the stronger the more lie there. */
export function scatterAnswer(answer: CellsAnswer): DrawnAnswer {
  const { measure, against, size, lines, sql } = answer;
  const [width, height] = size;
  const most = Math.log1p(Math.max(1, ...lines.flatMap(({ cells }) => cells.map(([, , count]) => count))));
  const points = ({ cells }: CellsLine) => cells.map(([x, y]) => [x + width / 2, y + height / 2] as const);
  return {
    measure,
    x: { title: against?.title ?? '', unit: against?.unit ?? null, measured: true },
    series: lines.map((line) => seriesOf(line, points(line))),
    strengths: new Map(lines.map(({ id, cells }) => [id, cells.map(([, , count]) => Math.log1p(count) / most)])),
    sql,
  };
}

function seriesOf({ id, label, rows, notFinite }: CellsLine, points: Series['points']): Series {
  return { id, label, points, episodes: null, rows, notFinite, method: 'rows' };
}

function barsOf(
  { cells, beyond = [], rows, notFinite }: CellsLine,
  { size: [width], ends = [0, 0] }: CellsAnswer,
): readonly Bar[] {
  const total = Math.max(rows - notFinite, 1);
  const inside = cells.map(([from, , count]): Bar => {
    const place = [from, from + width] as const;
    return { from, to: from + width, count, share: count / total, place };
  });
  // A bar's width apart from the others.
  const places = {
    below: [ends[0] - 2 * width, ends[0] - width],
    above: [ends[1] + width, ends[1] + 2 * width],
  } as const;
  const outside = beyond.map(({ side, least, greatest, count }): Bar => {
    return { from: least, to: greatest, count, share: count / total, place: places[side], beyond: side };
  });
  return [...inside, ...outside].toSorted((one, other) => one.place[0] - other.place[0]);
}

/** Down to 0 wherever there is no bar. */
function outline(bars: readonly Bar[]): Series['points'] {
  const points: [number, number][] = [];
  let end: number | undefined;
  for (const {
    place: [from, to],
    share,
  } of bars) {
    const isNext = end !== undefined && Math.abs(from - end) < (to - from) / 2;
    if (!isNext) {
      if (end !== undefined) points.push([end, 0]);
      points.push([from, 0]);
    }
    points.push([from, share], [to, share]);
    end = to;
  }
  if (end !== undefined) points.push([end, 0]);
  return points;
}
