import { distinctNames } from '#shared/model/distinct-names.ts';
import { Failure } from '#shared/model/failure.ts';
import { stemOf } from '../../drivers/duckdb/file-sets.ts';
import type { PrepareContext, Prepared, TableBatch } from '../importer.ts';
import { LeftOutParts } from '../left-out.ts';
import { type Offer, titleOf } from '../offer.ts';
import { openWorkbook } from '../xlsx/workbook.ts';
import { cleanName, type TabularOptions } from './options.ts';
import { type SheetTable, sheetTable } from './xlsx-table.ts';

interface Named {
  readonly name: string;
  readonly sheet: string;
  readonly file: string;
  readonly table: SheetTable;
}

/** Sheets of workbooks, each as a table. */
export async function prepareXlsx(
  offer: Offer,
  options: TabularOptions,
  { signal }: PrepareContext,
): Promise<Prepared> {
  const found: Named[] = [];
  const leftOut = new LeftOutParts();
  for (const file of offer.files) {
    signal.throwIfAborted();
    const { sheets } = await openWorkbook(file);
    const unknown = options.sheets?.find((name) => !sheets.some((sheet) => sheet.name === name));
    if (unknown !== undefined)
      throw noSheet(
        unknown,
        file.name,
        sheets.map(({ name }) => name),
      );
    const tables = sheets
      .filter(({ name }) => options.sheets?.includes(name) ?? true)
      .map((sheet) => ({ sheet, table: sheetTable(sheet, options) }));
    const filled = tables.filter(({ table }) => table.columns.length > 0);
    for (const { sheet, table } of tables)
      if (table.columns.length === 0) leftOut.add('Sheets without rows', sheet.name);
    const stem = options.table ?? cleanName(stemOf(file.path).replace(/\.xls[xm]$/i, ''));
    for (const { sheet, table } of filled) {
      const alone = filled.length === 1 && (offer.files.length === 1 || options.table === undefined);
      const prefix = options.table !== undefined || offer.files.length > 1 ? `${stem}_` : '';
      found.push({
        name: alone ? stem : `${prefix}${cleanName(sheet.name)}`,
        sheet: sheet.name,
        file: file.name,
        table,
      });
    }
  }
  if (found.length === 0) throw new Failure('NOT_A_DATABASE', `${titleOf(offer)} has no sheet with rows in it`);
  const named = unique(found);
  return {
    sessions: [],
    tables: named.map(({ name, table: { columns, rows } }) => ({
      name,
      columns,
      rows: rows.length,
      preview: rows.slice(0, 20),
    })),
    leftOut: leftOut.list,
    notices: named.flatMap(({ sheet, table }) =>
      table.notices.map((notice) => (named.length === 1 ? notice : `${sheet}: ${notice}`)),
    ),
    questions: [],
    async *stream(): AsyncGenerator<TableBatch> {
      for (const each of named) yield* batches(each);
    },
  };
}

const rowsAtOnce = 5000;

function* batches({ name, sheet, file, table: { columns, rows, lines } }: Named): Generator<TableBatch> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce);
    yield {
      table: name,
      rows: some.length,
      columns: columns.map((_, column) => some.map((row) => row[column] ?? null)),
      origin: (row) => ({ file: `${file}, sheet ${sheet}`, line: lines[at + row] ?? null }),
    };
  }
}

/** Sheets whose names come to the same are numbered. */
function unique(found: readonly Named[]): readonly Named[] {
  const names = distinctNames(
    found.map(({ name }) => name),
    2,
    '_',
  );
  return found.map((each, at) => ({ ...each, name: names[at] ?? each.name }));
}

function noSheet(name: string, file: string, there: readonly string[]): Failure {
  return new Failure('BAD_INPUT', `${file} has no sheet “${name}”. It has: ${there.join(', ')}`);
}
