import type { ColumnKind } from '../model/catalogue.ts';
import type { DrawnLine } from '../model/drawn-chart.ts';
import { axisText } from './describe.ts';
import { INITIAL } from './describe-flow.ts';
import { type Matrix, pairsOf } from './flow-matrix.ts';
import type { Picture, PictureLine } from './picture.ts';

/** Nothing stands where nothing is known. */
export type ChartRow = readonly (string | number | null)[];

export interface ChartColumn {
  readonly name: string;
  readonly kind: Extract<ColumnKind, 'text' | 'float' | 'integer'>;
}

export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly ChartRow[];
}

const text = (name: string): ChartColumn => ({ name, kind: 'text' });
const number = (name: string): ChartColumn => ({ name, kind: 'float' });
const count = (name: string): ChartColumn => ({ name, kind: 'integer' });

/** Exactly what is drawn: points, bars or bands; what a smoothed line was made of as lines of its own. */
export function tableOf(chart: Picture): ChartTable {
  const { lines, axes, flow } = chart;
  if (flow !== undefined) return flowTable(flow);
  const line = text('line');
  const [x, y] = [axisText(chart.x), axisText(chart.y)];
  if (axes !== undefined) {
    const crossed = axes.map(({ title, names }) => (names === null ? number(title) : text(title)));
    return { columns: [line, ...crossed], rows: lines.map(crossings) };
  }
  if (lines.some(({ bars }) => bars !== undefined)) {
    const columns = [line, number(`${x} from`), number(`${x} to`), count('values'), number(y)];
    return { columns, rows: lines.flatMap(barRows) };
  }
  if (lines.some(({ band }) => band !== undefined)) {
    const columns = [line, number(x), number(y), number('low'), number('high'), count('n')];
    return { columns, rows: lines.flatMap(bandRows) };
  }
  if (lines.some(({ edges }) => edges !== undefined))
    return { columns: [line, number(x), number(y), number('from'), number('to')], rows: lines.flatMap(stackRows) };
  const named = chart.names;
  return {
    columns: [line, named ? text(x) : number(x), number(y)],
    rows: lines.flatMap((each) => lineRows(each, named)),
  };
}

function lineRows({ label, points, behind = [] }: PictureLine, names: Picture['names']): readonly ChartRow[] {
  const name = (at: number) => (names === undefined ? at : (names[at] ?? String(at)));
  const rows = (of: string, some: DrawnLine['points']) => some.map(([at, up]) => [of, name(at), up]);
  return [...rows(label, points), ...rows(`${label} (as recorded)`, behind)];
}

/** Every pair of places, with how long it took where that is known. */
function flowTable(flow: Matrix): ChartTable {
  const rows = pairsOf(flow).map(({ from, to, sum }): ChartRow => {
    const { timed, seconds, least, greatest } = sum;
    return [from ?? INITIAL, to, sum.count, timed === 0 ? null : seconds / timed, least, greatest];
  });
  const times = [number('mean (s)'), number('least (s)'), number('greatest (s)')];
  return { columns: [text('from'), text('to'), count('transitions'), ...times], rows };
}

function crossings({ label, values = [] }: PictureLine): ChartRow {
  return [label, ...values];
}

function barRows({ label, bars = [] }: PictureLine): readonly ChartRow[] {
  return bars.map(({ from, to, count: values, share }) => [label, from, to, values, share]);
}

function stackRows({ label, points, edges }: PictureLine): readonly ChartRow[] {
  return points.map(([x, y], at) => [label, x, y, ...(edges?.[at] ?? [null, null])]);
}

function bandRows({ label, band = [] }: PictureLine): readonly ChartRow[] {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return band.map(({ x, centre, low, high, n }) => [label, x, finite(centre), finite(low), finite(high), n]);
}
