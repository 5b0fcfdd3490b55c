import { type Cell, floatCell, intCell, type ScalarKind } from '#shared/model/cell.ts';
import { type ArrayTree, parseArray, parseComposite } from './literals.ts';
import { type PgType, plainName } from './types.ts';

/** A value's text, as the server wrote it, as a cell. */
export type Reader = (text: string) => Cell;

type FindType = (oid: number) => PgType | undefined;

const scalar =
  (k: ScalarKind): Reader =>
  (t) => ({ k, t });

const asText: Reader = (text) => text;

const integer: Reader = (text) => (text.length < 16 ? Number(text) : intCell(BigInt(text)));

/** The server writes the shortest text that reads back as the same float, also for `real`. */
const float: Reader = (text) => floatCell(Number(text));

const blob: Reader = (text) => ({ k: 'blob', size: (text.length - 2) / 2, hex: text.slice(2) });

/** By the names that `format_type` writes. Whatever is missing keeps its text as `other`. */
const readers: Readonly<Record<string, Reader>> = {
  boolean: (text) => text === 't',
  smallint: integer,
  integer,
  bigint: integer,
  oid: integer,
  real: float,
  'double precision': float,
  numeric: scalar('decimal'),
  text: asText,
  'character varying': asText,
  character: asText,
  bpchar: asText,
  '"char"': asText,
  name: asText,
  citext: asText,
  unknown: asText,
  void: asText,
  date: scalar('date'),
  'time without time zone': scalar('time'),
  'time with time zone': scalar('time'),
  'timestamp without time zone': scalar('timestamp'),
  // In UTC, which the driver sets for every transaction.
  'timestamp with time zone': scalar('timestamptz'),
  interval: scalar('interval'),
  uuid: scalar('uuid'),
  bit: scalar('bit'),
  'bit varying': scalar('bit'),
  json: scalar('json'),
  jsonb: scalar('json'),
  bytea: blob,
};

/** Category A, but written without braces. */
const vectors: ReadonlySet<string> = new Set(['int2vector', 'oidvector']);

/** How to read values of a type. Nothing is rounded: what JSON cannot hold stays the server's own text. */
export function readerOf(type: PgType | undefined, find: FindType): Reader {
  if (!type || vectors.has(type.name)) return scalar('other');
  if (type.variety === 'd') return readerOf(find(type.of), find);
  if (type.variety === 'e') return scalar('enum');
  if (type.variety === 'c') return compositeReader(type, find);
  if (type.category === 'A' && type.of !== 0) return arrayReader(type, find);
  return readers[plainName(type)] ?? scalar('other');
}

function arrayReader(type: PgType, find: FindType): Reader {
  const item = readerOf(find(type.of), find);
  const list = (tree: ArrayTree): Cell => ({
    k: 'list',
    items: tree.map((each) => (each === null ? null : typeof each === 'string' ? item(each) : list(each))),
  });
  return (text) => {
    const tree = parseArray(text, type.delimiter);
    return tree === undefined ? { k: 'other', t: text } : list(tree);
  };
}

function compositeReader(type: PgType, find: FindType): Reader {
  const readers = type.fields.map((field) => readerOf(find(field.oid), find));
  return (text) => {
    const values = parseComposite(text);
    if (values.length !== type.fields.length) return { k: 'other', t: text };
    return {
      k: 'struct',
      fields: type.fields.map(({ name }, at) => {
        const value = values[at] ?? null;
        return [name, value === null ? null : (readers[at] as Reader)(value)] as const;
      }),
    };
  };
}

/** A value as a double for a picture: NULL, text and times are NaN, truth is 1 or 0. */
export function numberReaderOf(type: PgType | undefined, find: FindType): (text: string) => number {
  if (type?.variety === 'd') return numberReaderOf(find(type.of), find);
  switch (type?.name) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'oid':
    case 'numeric':
    case 'real':
    case 'double precision':
      return Number;
    case 'boolean':
      return (text) => (text === 't' ? 1 : 0);
    default:
      return () => Number.NaN;
  }
}
