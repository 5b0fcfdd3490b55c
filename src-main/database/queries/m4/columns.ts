import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { fewPoints, type PixelGrid, type Point, tidy } from '#shared/model/m4.ts';
import type { CountedLine } from '#shared/model/m4-lines.ts';

export type FoundLines = Map<string | null, CountedLine>;

/**
 * Pixel columns as an engine reduced them: line, pixel, rows, finite rows, steps of which a
 * logarithmic axis shows nothing, steps that are drawn; then x and y of the first, last,
 * lowest and highest point (NULL in a column without a finite value).
 */
export type ColumnRow = readonly Cell[];

export interface ColumnLines {
  readonly lines: FoundLines;
  /** Lines that had few enough steps to keep them all, but some are missing here. */
  readonly incomplete: readonly (string | null)[];
}

export function linesOf(rows: readonly ColumnRow[], grid: PixelGrid): ColumnLines {
  const builders = new Map<string | null, Builder>();
  for (const row of rows) {
    const key = keyOf(row[0]);
    const builder = builders.get(key) ?? newBuilder();
    builders.set(key, builder);
    take(builder, row, grid);
  }
  const entries = [...builders].map(([key, builder]) => [key, builder, lineOf(builder)] as const);
  return {
    lines: new Map(entries.map(([key, , line]) => [key, line])),
    incomplete: entries.filter(([, { steps }, line]) => steps <= fewPoints(grid) && !line.whole).map(([key]) => key),
  };
}

interface Builder {
  readonly columns: Map<number, readonly Point[]>;
  before: Point | null;
  after: Point | null;
  rows: number;
  finite: number;
  below: number;
  steps: number;
}

function newBuilder(): Builder {
  return { columns: new Map(), before: null, after: null, rows: 0, finite: 0, below: 0, steps: 0 };
}

function take(builder: Builder, row: ColumnRow, { pixels }: PixelGrid): void {
  const [at, rows, finite, below, steps, ...places] = row.slice(1).map(numberOf) as [
    number,
    number,
    number,
    number,
    number,
    ...number[],
  ];
  const points = [0, 2, 4, 6].map((index): Point => [places[index]!, places[index + 1]!]);
  if (at < 0) builder.before = steps > 0 ? points[1]! : null;
  else if (at >= pixels) builder.after = steps > 0 ? points[0]! : null;
  else {
    builder.rows += rows;
    builder.finite += finite;
    builder.below += below;
    builder.steps += steps;
    if (steps > 0) builder.columns.set(at, tidy(points));
  }
}

function lineOf({ columns, before, after, rows, finite, below, steps }: Builder): CountedLine {
  const points = [...columns].sort(([a], [b]) => a - b).flatMap(([, each]) => each);
  return { points, before, after, whole: points.length >= steps, rows, finite, below };
}

export function keyOf(cell: Cell | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}

export function numberOf(cell: Cell | undefined): number {
  return cellNumber(cell ?? null) ?? Number.NaN;
}
