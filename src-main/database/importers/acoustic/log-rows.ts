import { acousticTables } from '../../care/schemas/acoustic.ts';
import type { ColumnValue } from '../importer.ts';
import { type LogKind, logValue, NoValue } from './cell-values.ts';
import type { LogRecord } from './log-book.ts';
import type { LogColumn } from './log-columns.ts';

export type LogRow = Record<string, ColumnValue>;

/** Why a row cannot be taken in. */
export class LogFault extends Error {
  override readonly name = 'LogFault';
  readonly column: string | null;

  constructor(column: string | null, reason: string) {
    super(reason);
    this.column = column;
  }
}

/** The values of a row. Throws {@link LogFault} for one that lacks what it must have, or has something else there. */
export function logRow(record: LogRecord, table: string, columns: readonly LogColumn[], given: LogRow = {}): LogRow {
  const row: LogRow = { ...given };
  for (const { name, kind, header, required, otherwise } of columns) {
    const found = cellOf(record, header, kind, name) ?? row[name] ?? otherwise;
    if (required && found === null) throw new LogFault(name, `It has no ${name}`);
    const most = limits.get(`${table}.${name}`);
    if (most !== undefined && typeof found === 'string' && found.length > most)
      throw new LogFault(name, `“${found.slice(0, 60)}” is longer than ${most} characters`);
    row[name] = found;
  }
  const status = row['processing_status'];
  if (typeof status === 'string' && !['not_processed', 'success', 'error'].includes(status))
    throw new LogFault('processing_status', `“${status}” is no status of processing`);
  return row;
}

/** One cell by its header; NULL where the sheet has no such column or the cell is empty. */
export function cellOf(record: LogRecord, header: RegExp, kind: LogKind, name: string): ColumnValue {
  const at = headerOf(record, header);
  try {
    return at === null ? null : logValue(record.cells.get(at), kind);
  } catch (thrown) {
    if (thrown instanceof NoValue) throw new LogFault(name, thrown.message);
    throw thrown;
  }
}

const known = new WeakMap<readonly string[], Map<string, string | null>>();

/** What a sheet calls a column; looked up once for all of its rows. */
function headerOf({ names }: LogRecord, header: RegExp): string | null {
  const found = known.get(names) ?? new Map<string, string | null>();
  known.set(names, found);
  const before = found.get(header.source);
  if (before !== undefined) return before;
  const name = names.find((each) => header.test(each)) ?? null;
  found.set(header.source, name);
  return name;
}

/** Columns of sheets that no column of the schema takes. */
export function unknownHeaders(records: readonly LogRecord[], taken: readonly RegExp[]): readonly string[] {
  const names = new Set(records.flatMap((record) => record.names));
  return [...names].filter((name) => !taken.some((header) => header.test(name)));
}

/** How long a text may be, by table and column. */
const limits = new Map(
  acousticTables('head', 'postgres').flatMap(({ name, columns }) =>
    columns.flatMap((column): readonly (readonly [string, number])[] => {
      const found = /^(\w+) varchar\((\d+)\)/.exec(column);
      return found === null ? [] : [[`${name}.${found[1]}`, Number(found[2])]];
    }),
  ),
);
