import type { DrawnChart } from '../model/drawn-chart.ts';
import { yExtent } from './describe.ts';
import { onGround } from './palette.ts';
import type { ChartRequest } from './request.ts';

/**
 * What a window shows as a request for a file: the same lines in their looks, and of the axes what the person chose. An
 * axis that shows everything is left to the file, which reads the measures finer.
 */
export function requestOfDrawn(chart: DrawnChart): ChartRequest {
  const { sources, x } = chart;
  const zoomed = sources.some(({ request }) => request.from !== undefined || request.to !== undefined);
  return {
    sources: sources.map(({ database, request }) => ({ database, request })),
    ...shownOf(chart),
    ...(zoomed && { x: { from: x.from, to: x.to } }),
  };
}

/** The same of a histogram or a scatter, of one measure; `whole`: whether bars cover all there is. */
export function requestOfCells(chart: DrawnChart, whole: boolean): ChartRequest {
  const [source] = chart.sources;
  const shown = { sources: [], ...shownOf(chart) };
  if (source === undefined) return shown;
  const { measure, sessions, episodes, against } = source.request;
  const other = chart.marks === 'points' ? { against } : {};
  return {
    ...shown,
    cells: { database: source.database, request: { measure, sessions, episodes, most: [60, 60], whole, ...other } },
  };
}

function shownOf({ sources, lines, y, references, notes = [] }: DrawnChart): Omit<ChartRequest, 'sources'> {
  const [low, high] = yExtent(lines, y.scale);
  const same = (one: number, other: number) => Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(high - low), 1e-300);
  const whole = same(low, y.from) && same(high, y.to);
  return {
    lines: lines.flatMap(({ id, label, style }) => {
      const source = sources.findIndex(({ answer }) => partOf(id, answer.measure.id) !== undefined);
      const series = partOf(id, sources[source]?.answer.measure.id ?? '');
      if (series === undefined) return [];
      return [{ source, id: series, label, colour: onGround(style.colour, 'light'), dash: [...style.dash] }];
    }),
    ...(!whole && { y: { from: y.from, to: y.to } }),
    yScale: y.scale,
    references: references.map(({ axis, value, label }) => ({ axis, value, label })),
    notes: notes.map(({ x: across, y: up, label }) => ({ x: across, y: up, label })),
  };
}

/** Lines of a window are called `measure series`. */
function partOf(id: string, measure: string): string | undefined {
  return id.startsWith(`${measure} `) ? id.slice(measure.length + 1) : undefined;
}
