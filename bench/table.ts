import { type Row, RUNS, SHORT_RUNS } from './measure.ts';

const headings = ['engine', 'what', 'product', 'floor', '×', 'at most', ''] as const;

/** The rows as a Markdown table, so that a run can be pasted into a report. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [headings, ...rows.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column < 2 ? ` ${'-'.repeat(width)} ` : ` ${'-'.repeat(width - 1)}: `)).join('|')}|`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}

export function kept({ product, limit }: Row): boolean {
  return limit === null || product <= limit;
}

function cellsOf(row: Row): readonly string[] {
  const { engine, what, product, floor, unit, limit, runs = RUNS } = row;
  return [
    engine,
    runs === RUNS || runs === SHORT_RUNS.measured ? what : `${what} (${runs} runs)`,
    `${figure(product)} ${unit}`,
    floor === null ? '' : `${figure(floor)} ${unit}`,
    floor === null || floor === 0 ? '' : (product / floor).toFixed(2),
    limit === null ? '' : `${figure(limit)} ${unit}`,
    limit === null ? '' : kept(row) ? 'kept' : 'MISSED',
  ];
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
