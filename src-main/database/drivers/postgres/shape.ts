import type { Cell } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { Field, RawRow } from './statement.ts';
import type { TypeBook } from './type-book.ts';
import { kindOf } from './types.ts';
import { type Reader, readerOf } from './values.ts';

/** The columns of an answer and how to read its rows. */
export interface Shape {
  readonly columns: readonly AnswerColumn[];
  read(row: RawRow): readonly Cell[];
}

export function shapeOf(fields: readonly Field[], types: TypeBook): Shape {
  const taken = new Set<string>();
  const readers = fields.map((field) => readerOf(types.find(field.dataTypeID), types.find));
  const columns = fields.map((field) => {
    const type = types.find(field.dataTypeID);
    const name = uniqueName(field.name, taken);
    const kind = type === undefined ? 'other' : kindOf(type, types.find);
    return { name, title: name, type: type?.name ?? 'unknown', kind, unit: null };
  });
  return {
    columns,
    read: (row) => row.map((text, at) => (text === null ? null : (readers[at] as Reader)(text))),
  };
}

/** Names that repeat get a number, because ours are unique. */
function uniqueName(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name} (${count})`;
  taken.add(candidate);
  return candidate;
}
