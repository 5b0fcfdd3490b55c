import { LineSet } from '#shared/model/m4-lines.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import { keyOf, numberOf } from '../m4/columns.ts';
import type { M4Input, M4Question } from '../m4/input.ts';
import { batches, keyAt, lookAtLines, type Marked, meansOf, rowsOf, takeRows } from '../m4/rows.ts';
import { stepsOf } from '../m4/steps.ts';
import type { LineWriter } from './line-writer.ts';
import { MeansInOrder, RowsInOrder, SortedSteps } from './lines-in-order.ts';

/** How many rows were read so far. */
export interface Reading {
  rows: number;
}

interface WaysOptions extends QueryOptions {
  readonly reading: Reading;
}

/** How the rows of a pyramid are read. */
export interface Way {
  /** Whether rows are taken as they are stored. */
  readonly inOrder: boolean;
  /** All lines; `null` where the rows of one did not come by ascending x. */
  readonly take: (make: () => LineWriter) => Promise<ReadonlyMap<string | null, LineWriter> | null>;
}

/**
 * As they are stored first, and else as the engine sorts them, by the same means that lines are drawn. SQLite would block
 * its process while it sorts: rows that do not come in order have none there.
 */
export async function waysOf(connection: Connection, input: M4Input, options: WaysOptions): Promise<readonly Way[]> {
  const whole: M4Question = {
    ...{ ...input, range: undefined, margin: 0, rows: null, fewSteps: 0 },
    grid: { from: 0, to: 0, pixels: 1 },
  };
  switch (connection.dialect.reduction) {
    case 'rows':
      return waysOfBatches(connection, whole, options);
    case 'function': {
      const rows = stepsOf(connection.dialect, { ...whole, aggregate: undefined }, []);
      return [{ inOrder: true, take: (make) => takeStream(connection, rows, ofRows(whole, make), options) }];
    }
    case 'pairs': {
      const steps = sql`${stepsOf(connection.dialect, whole, [])} order by 2`;
      return [{ inOrder: true, take: (make) => takeSteps(connection, steps, make, options) }];
    }
  }
}

async function waysOfBatches(connection: Connection, whole: M4Question, options: WaysOptions): Promise<readonly Way[]> {
  const marked = await lookAtLines(connection, whole, [], options);
  const rows = rowsOf(whole, marked);
  const means = sql`${meansOf(connection.dialect, whole, marked, [])} order by 1`;
  const mean = whole.aggregate !== undefined;
  const plain: Way = {
    inOrder: true,
    take: (make) => takeBatches(connection, rows, { marked, lines: ofRows(whole, make) }, options),
  };
  const sorted: Way = {
    inOrder: false,
    take: (make) =>
      mean
        ? takeMeans(connection, means, { marked, make }, options)
        : takeBatches(connection, sql`${rows} order by 1`, { marked, lines: ofRows(whole, make) }, options),
  };
  return mean && whole.unjoined !== undefined ? [sorted] : [plain, sorted];
}

type Lines = LineSet<RowsInOrder | MeansInOrder>;

function ofRows({ aggregate }: M4Question, make: () => LineWriter): Lines {
  return new LineSet<RowsInOrder | MeansInOrder>(() =>
    aggregate === undefined ? new RowsInOrder(make()) : new MeansInOrder(make()),
  );
}

async function takeBatches(
  connection: Connection,
  query: Sql,
  { marked, lines }: { readonly marked: Marked; readonly lines: Lines },
  options: WaysOptions,
): Promise<ReadonlyMap<string | null, LineWriter> | null> {
  for await (const [x, y, marks] of batches(connection, query, options)) {
    if (!takeRows(lines, marked, x!, y!, marks)) return null;
    options.reading.rows += x!.length;
  }
  return lines.finish();
}

async function takeMeans(
  connection: Connection,
  query: Sql,
  { marked, make }: { readonly marked: Marked; readonly make: () => LineWriter },
  options: WaysOptions,
): Promise<ReadonlyMap<string | null, LineWriter>> {
  const lines = new LineSet(() => new SortedSteps(make()));
  for await (const [x, y, n, finite, marks] of batches(connection, query, options)) {
    for (let row = 0; row < x!.length; row++) {
      lines.of(keyAt(marked, marks?.[row] ?? 0)).add(x![row]!, y![row]!, n![row]!, finite![row]!);
      options.reading.rows += n![row]!;
    }
  }
  return lines.finish();
}

async function takeStream(
  connection: Connection,
  query: Sql,
  lines: Lines,
  options: WaysOptions,
): Promise<ReadonlyMap<string | null, LineWriter> | null> {
  for await (const { rows } of connection.stream(query, options)) {
    for (const [line, x, y] of rows) {
      if (!lines.of(keyOf(line)).add(numberOf(x), numberOf(y))) return null;
    }
    options.reading.rows += rows.length;
  }
  return lines.finish();
}

async function takeSteps(
  connection: Connection,
  query: Sql,
  make: () => LineWriter,
  options: WaysOptions,
): Promise<ReadonlyMap<string | null, LineWriter>> {
  const lines = new LineSet(() => new SortedSteps(make()));
  for await (const { rows } of connection.stream(query, options)) {
    for (const [line, x, y, n, finite] of rows) {
      lines.of(keyOf(line)).add(numberOf(x), numberOf(y), numberOf(n), numberOf(finite));
      options.reading.rows += numberOf(n);
    }
  }
  return lines.finish();
}
