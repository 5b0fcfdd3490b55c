import type { QuestionChartRequest } from '#shared/contract/questions.ts';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QuestionChart, QuestionChartAnswer } from '#shared/model/question.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import type { Relation, RelationColumn } from '../../queries/relation.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { columnNamed, conditionsOf } from '../../sql/filter.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { doubleOf } from '../binding/compile.ts';
import { drawnLine, type GatheredLine } from './chart-lines.ts';
import type { Question } from './question.ts';
import { tidy } from './tidy.ts';

/** Lines and bars that a chart can show and a person can still tell apart. What is left out is said. */
export const MOST_LINES = 100;
export const MOST_BARS = 500;

/** The whole answer as points, reduced to the pixels of a chart: every extreme is kept, and what is left out is counted. */
export async function chartOf(
  connection: Connection,
  question: Question,
  relation: Relation,
  request: QuestionChartRequest,
  options: QueryOptions,
): Promise<QuestionChartAnswer> {
  const { chart } = question;
  if (chart === undefined) throw new Failure('BAD_INPUT', `“${question.title}” is answered by a table, not by a chart`);
  const parts = partsOf(chart, relation);
  const gathered = new Gathering(chart, parts);
  const query = statementOf(connection.dialect, relation, parts, request);
  for await (const { rows } of connection.stream(query, options)) for (const row of rows) gathered.add(row);
  return gathered.finish(request);
}

interface Parts {
  readonly x: RelationColumn;
  readonly y: readonly RelationColumn[];
  readonly by: RelationColumn | null;
  readonly shade: RelationColumn | null;
  readonly scale: QuestionChartAnswer['x']['scale'];
}

function partsOf(chart: QuestionChart, { columns }: Relation): Parts {
  const x = columnNamed(columns, chart.x);
  const by = chart.by === undefined ? null : columnNamed(columns, chart.by);
  const shade = chart.shade === undefined ? null : columnNamed(columns, chart.shade);
  return { x, shade, y: chart.y.map((each) => columnNamed(columns, each)), by, scale: scaleOf(chart, x) };
}

function scaleOf({ kind }: QuestionChart, x: RelationColumn): Parts['scale'] {
  if (kind === 'bar') return 'category';
  if (x.kind === 'integer') return 'whole';
  if (x.kind === 'float' || x.kind === 'decimal') return 'number';
  return x.kind === 'time' ? 'time' : 'category';
}

function statementOf(
  dialect: Dialect,
  relation: Relation,
  { x, y, by, shade, scale }: Parts,
  request: QuestionChartRequest,
): Sql {
  const where = [...relation.where, ...conditionsOf(dialect, relation.columns, request)];
  const number = (column: RelationColumn) => doubleOf({ ...column, sql: column.value, column: null }, dialect);
  const at = scale === 'category' ? x.value : number(x);
  const key = join(relation.key ?? [raw('1')]);
  const select = join([at, by?.value ?? raw('null'), shade ? number(shade) : raw('null'), ...y.map(number)]);
  return sql`select ${select} from ${relation.from} where ${all(where)} order by ${key}`;
}

const NUMBER = { kind: 'float' } as const;

/** Takes the rows of an answer in their order. */
class Gathering {
  readonly #chart: QuestionChart;
  readonly #parts: Parts;
  readonly #lines = new Map<string, GatheredLine>();
  readonly #categories = new Map<string, number>();
  readonly #leftLines = new Set<string>();
  readonly #columns: readonly Pick<RelationColumn, 'kind'>[];
  #leftBars = 0;
  #rows = 0;

  constructor(chart: QuestionChart, parts: Parts) {
    this.#chart = chart;
    this.#parts = parts;
    const { x, by, scale } = parts;
    this.#columns = [scale === 'category' ? x : NUMBER, by ?? NUMBER];
  }

  add(row: readonly Cell[]): void {
    const [x = null, by = null, shade = null, ...values] = tidy(row, this.#columns);
    this.#rows += 1;
    const at = this.#place(x);
    if (at === 'left out') return;
    const { y, by: splits } = this.#parts;
    y.forEach((column, index) => {
      const label = [...(splits === null ? [] : [cellToText(by)]), ...(y.length > 1 ? [column.title] : [])].join(' · ');
      const line = this.#line(`${cellToText(by)}\u0000${column.name}`, label === '' ? column.title : label);
      if (line === null) return;
      line.rows += 1;
      const value = cellNumber(values[index] ?? null);
      if (at === undefined || value === undefined || !Number.isFinite(at) || !Number.isFinite(value)) return;
      line.points.push([at, value]);
      if (this.#parts.shade !== null) line.shades.push(cellNumber(shade) ?? Number.NaN);
    });
  }

  finish({ width, height }: QuestionChartRequest): QuestionChartAnswer {
    const { x, y, scale, shade } = this.#parts;
    const [first] = y;
    const oneUnit = y.every(({ unit }) => unit === first?.unit);
    return {
      kind: this.#chart.kind,
      x: { title: x.title, unit: x.unit, scale, categories: [...this.#categories.keys()] },
      y: { title: y.length === 1 ? (first?.title ?? '') : '', unit: oneUnit ? (first?.unit ?? null) : null },
      shade: shade && { title: shade.title, unit: shade.unit },
      series: [...this.#lines.values()].map((line) => drawnLine(line, this.#chart.kind, { width, height })),
      rows: this.#rows,
      leftOut: { lines: this.#leftLines.size, bars: this.#leftBars },
    };
  }

  /** Where a row stands; a text has the place in which it came first. */
  #place(x: Cell): number | undefined | 'left out' {
    if (this.#parts.scale !== 'category') return cellNumber(x);
    const text = cellToText(x);
    const known = this.#categories.get(text);
    if (known !== undefined) return known;
    if (this.#chart.kind === 'bar' && this.#categories.size >= MOST_BARS) {
      this.#leftBars += 1;
      return 'left out';
    }
    this.#categories.set(text, this.#categories.size);
    return this.#categories.size - 1;
  }

  #line(id: string, label: string): GatheredLine | null {
    const known = this.#lines.get(id);
    if (known !== undefined) return known;
    if (this.#lines.size >= MOST_LINES) {
      this.#leftLines.add(id);
      return null;
    }
    const line: GatheredLine = { id, label, points: [], shades: [], rows: 0 };
    this.#lines.set(id, line);
    return line;
  }
}
