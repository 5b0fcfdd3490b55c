import { distinctNames } from '#shared/model/distinct-names.ts';
import { Failure } from '#shared/model/failure.ts';
import type { ColumnValue, SourceColumn } from '../importer.ts';
import { type SheetRow, textOf, type XlsxValue } from '../xlsx/sheet.ts';
import type { Sheet } from '../xlsx/workbook.ts';
import type { TabularOptions } from './options.ts';

/** A sheet as a table: what its cells say, with a type a column. */
export interface SheetTable {
  readonly columns: readonly SourceColumn[];
  readonly rows: readonly (readonly ColumnValue[])[];
  /** The row of the sheet that each is from, from 1. */
  readonly lines: readonly number[];
  readonly notices: readonly string[];
}

type Value = Exclude<XlsxValue, { kind: 'error' }>;

/** No columns for a sheet without rows. */
export function sheetTable(sheet: Sheet, options: TabularOptions): SheetTable {
  const all = [...sheet.rows()].filter(({ row }) => row > (options.skip ?? 0));
  const used = [...new Set(all.flatMap(({ cells }) => [...cells.keys()]))].sort((a, b) => a - b);
  const [first] = all;
  const [errors, nulls] = [new Map<string, number>(), new Set(options.nullWords)];
  if (first === undefined) return { columns: [], rows: [], lines: [], notices: [] };
  const header = options.header ?? isHeader(first, all[1]);
  const names = unique(used.map((at) => (header ? nameOf(first.cells.get(at)) : '')));
  const data = header ? all.slice(1) : all;
  const values = data.map(({ cells }) => used.map((at) => cellValue(cells.get(at), nulls, errors)));
  const columns = names.map((name, at) => columnOf(name, values, at, options));
  const rows = values.map((row) => row.map((value, at) => converted(value, columns[at]?.type ?? 'VARCHAR')));
  const notices = [...errors].map(([error, count]) => `${count} cells are the error ${error}: they have no value`);
  return { columns, rows, lines: data.map(({ row }) => row), notices };
}

/** Text above something else, or text alone without a name twice. */
function isHeader({ cells }: SheetRow, second: SheetRow | undefined): boolean {
  const first = [...cells.values()];
  if (!first.every(({ kind }) => kind === 'text')) return false;
  if (second === undefined || [...second.cells.values()].some(({ kind }) => kind !== 'text')) return true;
  return new Set(first.map(textOf)).size === first.length && first.length >= second.cells.size;
}

function nameOf(value: XlsxValue | undefined): string {
  return value === undefined ? '' : textOf(value).trim();
}

/** As the table importer names columns of text files: without a name by number, a second one numbered. */
function unique(names: readonly string[]): readonly string[] {
  const named = names.map((name, at) => (name === '' ? `column_${at + 1}` : name));
  return distinctNames(named, 2, '_');
}

function cellValue(
  value: XlsxValue | undefined,
  nulls: ReadonlySet<string>,
  errors: Map<string, number>,
): Value | null {
  if (value === undefined) return null;
  if (value.kind === 'error') {
    errors.set(value.text, (errors.get(value.text) ?? 0) + 1);
    return null;
  }
  return value.kind === 'text' && nulls.has(value.text) ? null : value;
}

function columnOf(
  name: string,
  rows: readonly (readonly (Value | null)[])[],
  at: number,
  { types }: TabularOptions,
): SourceColumn {
  const found = new Map<string, number>();
  rows.forEach((row, index) => {
    const value = row[at];
    if (value === null || value === undefined) return;
    const type = naturalType(value);
    if (!found.has(type)) found.set(type, index + 1);
  });
  const natural = [...found.keys()];
  const type = common(natural);
  const chosen = types[name];
  if (chosen !== undefined && chosen !== type && chosen !== 'VARCHAR' && !(chosen === 'DOUBLE' && type === 'BIGINT'))
    throw new Failure(
      'BAD_INPUT',
      `The column ${name} holds ${type}, and cells keep their own types. Choose VARCHAR, or ${type}.`,
    );
  if (chosen !== undefined) return { name, type: chosen, reason: 'You chose it' };
  const mixed = natural.length > 1 && type === 'VARCHAR';
  const kinds = [...found].map(([kind, row]) => `${kind} in row ${row}`).join(', ');
  return {
    name,
    type,
    reason: mixed ? `Its cells are of several types: ${kinds}` : natural.length === 0 ? 'It holds nothing' : '',
  };
}

function naturalType(value: Value): string {
  switch (value.kind) {
    case 'boolean':
      return 'BOOLEAN';
    case 'number':
      return Number.isSafeInteger(value.number) && !Object.is(value.number, -0) ? 'BIGINT' : 'DOUBLE';
    case 'date':
      return 'DATE';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'time':
      return 'TIME';
    default:
      return 'VARCHAR';
  }
}

function common(types: readonly string[]): string {
  const [first = 'VARCHAR'] = types;
  if (types.length <= 1) return first;
  if (types.every((type) => type === 'BIGINT' || type === 'DOUBLE')) return 'DOUBLE';
  return types.every((type) => type === 'DATE' || type === 'TIMESTAMP') ? 'TIMESTAMP' : 'VARCHAR';
}

function converted(value: Value | null, type: string): ColumnValue {
  if (value === null) return null;
  if (type === 'VARCHAR') return textOf(value);
  if (value.kind === 'number') return value.number;
  if (value.kind === 'boolean') return value.boolean;
  return type === 'TIMESTAMP' && value.kind === 'date' ? `${value.text} 00:00:00` : value.text;
}
