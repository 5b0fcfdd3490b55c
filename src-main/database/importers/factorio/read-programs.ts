import type { Reject } from '#shared/model/import.ts';
import type { ColumnValue, RowOrigin } from '../importer.ts';
import { jsonDocuments } from '../json-documents.ts';
import { CsvReader } from '../tabular/csv/csv-reader.ts';
import { decodedText } from '../tabular/csv/encoding.ts';
import { jsonFields } from './json-fields.ts';
import { isProgramColumn, Misfit, type ProgramColumn, readValue } from './program-columns.ts';
import type { ProgramFile } from './program-files.ts';

export type ProgramEntry =
  | {
      readonly kind: 'row';
      readonly values: readonly ColumnValue[];
      readonly characters: number;
      readonly origin: RowOrigin;
    }
  | { readonly kind: 'reject'; readonly reject: Reject };

export interface TakenColumn {
  readonly name: ProgramColumn;
  /** DuckDB's word for it. */
  readonly type: string;
}

/** Why a column of the target cannot keep a text, if so. */
export type Refuses = (text: string, column: ProgramColumn) => string | null;

interface Found {
  readonly line: number;
  readonly raw: string;
  /** What is wrong with the row as a whole. */
  readonly fault: string | null;
  text(column: ProgramColumn): string | null;
}

const longestRaw = 1000;

/** Programs of dumps, row by row in their order, as values of `columns`; a second row of the same id is rejected. */
export class ProgramReader {
  readonly #files: readonly ProgramFile[];
  readonly #columns: readonly TakenColumn[];
  readonly #refuses: Refuses;
  readonly #nullWords: readonly string[];

  constructor(
    files: readonly ProgramFile[],
    columns: readonly TakenColumn[],
    nullWords: readonly string[],
    refuses: Refuses,
  ) {
    this.#files = files;
    this.#columns = columns;
    this.#nullWords = nullWords;
    this.#refuses = refuses;
  }

  async *read(): AsyncGenerator<ProgramEntry> {
    const ids = new Set<number>();
    for (const file of this.#files) {
      for await (const found of file.kind === 'csv' ? this.#csv(file) : this.#json(file)) {
        const row = this.#row(file, found);
        if (row.kind === 'reject') {
          yield row;
          continue;
        }
        const id = Number(row.values[0]);
        if (ids.has(id)) yield rejected(file, found, 'id', `The id ${id} is there already`);
        else {
          ids.add(id);
          yield row;
        }
      }
    }
  }

  #row(file: ProgramFile, found: Found): ProgramEntry {
    if (found.fault !== null) return rejected(file, found, null, found.fault);
    const values: ColumnValue[] = [];
    for (const { name, type } of this.#columns) {
      const text = found.text(name);
      const value = readValue(name, text, type);
      if (value instanceof Misfit) return rejected(file, found, name, value.reason);
      const refused = typeof value === 'string' ? this.#refuses(value, name) : null;
      if (refused !== null) return rejected(file, found, name, refused);
      values.push(value);
    }
    const origin = { file: file.file.name, line: found.line, raw: found.raw.slice(0, longestRaw) };
    return { kind: 'row', values, characters: found.raw.length, origin };
  }

  async *#csv({ file, names, dialect, encoding }: ProgramFile): AsyncGenerator<Found> {
    const places = new Map(names.map((name, at) => [name, at]));
    const reader = new CsvReader(dialect);
    let isHeader = true;
    const nulls = this.#nullWords;
    for await (const text of withEnd(decodedText(file, encoding))) {
      for (const { fields, line, raw, fault } of reader.feed(text ?? '', text === null)) {
        if (raw === '') continue;
        if (isHeader) {
          isHeader = false;
          continue;
        }
        const ragged =
          fields.length === names.length ? null : `It has ${fields.length} fields instead of ${names.length}`;
        yield {
          ...{ line, raw, fault: fault ?? ragged ?? (raw.includes('\ufffd') ? notText : null) },
          text: (column) => {
            const field = fields[places.get(column) ?? -1] ?? null;
            return field !== null && nulls.includes(field) ? null : field;
          },
        };
      }
    }
  }

  async *#json({ file, encoding }: ProgramFile): AsyncGenerator<Found> {
    for await (const { line, text, whole } of jsonDocuments(decodedText(file, encoding))) {
      const fields = whole ? jsonFields(text) : null;
      const fault = whole ? 'It is no JSON' : 'The record is not closed';
      yield { line, raw: text, fault: fields === null ? fault : null, text: (column) => fields?.get(column) ?? null };
    }
  }
}

const notText = 'It holds bytes that are no text of this encoding';

/** Text in pieces, and null when it ends. */
async function* withEnd(text: AsyncIterable<string>): AsyncGenerator<string | null> {
  yield* text;
  yield null;
}

function rejected({ file }: ProgramFile, { line, raw }: Found, column: string | null, reason: string): ProgramEntry {
  return { kind: 'reject', reject: { file: file.name, line, column, reason, raw: raw.slice(0, longestRaw) } };
}

/** Columns of files that `programs` does not have. */
export function strangers(files: readonly ProgramFile[]): readonly string[] {
  return [...new Set(files.flatMap(({ names }) => names.filter((name) => !isProgramColumn(name))))];
}
