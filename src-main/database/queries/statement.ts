import type { Cell } from '#shared/model/cell.ts';
import type { AnswerColumn, StreamPiece } from '#shared/model/page.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import type { CutLimits } from '../sql/dialect.ts';
import { raw } from '../sql/sql.ts';
import { cutCell } from './cut-cell.ts';

export interface StatementOptions extends QueryOptions {
  /** Rows at most; all of them without it. The statement ends in the engine when they are read. */
  readonly limit?: number | undefined;
  /** When values are large, so that only their beginning is sent; `null` sends them whole (exports, the command line). */
  readonly cut?: CutLimits | null | undefined;
}

/** An answer on its way to a window may hold a lot of such values, and each is held three times. */
const statementCut: CutLimits = { characters: 10_000, bytes: 1024, items: 1000 };

/**
 * A person's own SQL, as it comes out of the engine: columns, rows in pieces, and at the end their number and the time
 * it took. One statement, which can only read.
 */
export async function* statement(
  connection: Connection,
  text: string,
  options: StatementOptions = {},
): AsyncGenerator<StreamPiece, void, void> {
  const { limit = Number.POSITIVE_INFINITY, cut = statementCut, signal } = options;
  const started = performance.now();
  let columns: readonly AnswerColumn[] | undefined;
  let count = 0;
  for await (const batch of connection.stream(raw(text), { signal })) {
    if (columns === undefined) {
      columns = batch.columns;
      yield { kind: 'columns', columns };
    }
    const rows = batch.rows.slice(0, limit - count).map((row) => (cut === null ? row : cutRow(row, cut)));
    count += rows.length;
    if (rows.length > 0) yield { kind: 'rows', rows };
    if (count >= limit) break;
  }
  yield { kind: 'done', rows: count, milliseconds: Math.round((performance.now() - started) * 10) / 10 };
}

function cutRow(row: readonly Cell[], limits: CutLimits): readonly Cell[] {
  return row.map((cell) => cutCell(cell, limits));
}
