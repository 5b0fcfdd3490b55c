import type { CellsAnswer, CellsLine } from '#shared/model/cells.ts';
import type { Series } from '#shared/model/experiment.ts';
import type { DrawnAnswer } from './use-trends.ts';

/** A histogram as lines: the outline of each one's bars, as shares of its finite values. */
export function histogramAnswer(answer: CellsAnswer): DrawnAnswer {
  const { measure, size, lines, sql } = answer;
  return {
    measure,
    x: { title: measure.title, unit: measure.unit, measured: true },
    series: lines.map((line) => seriesOf(line, outline(line, size[0]))),
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

/** Down to 0 wherever there is no bar. */
function outline({ cells, rows, notFinite }: CellsLine, width: number): Series['points'] {
  const total = Math.max(rows - notFinite, 1);
  const points: [number, number][] = [];
  let end: number | undefined;
  for (const [x, , count] of cells) {
    const isNext = end !== undefined && Math.abs(x - end) < width / 2;
    if (!isNext) {
      if (end !== undefined) points.push([end, 0]);
      points.push([x, 0]);
    }
    points.push([x, count / total], [x + width, count / total]);
    end = x + width;
  }
  if (end !== undefined) points.push([end, 0]);
  return points;
}
