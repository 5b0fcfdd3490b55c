import {
  type DuckDBArrayType,
  type DuckDBArrayValue,
  type DuckDBBlobValue,
  type DuckDBDataChunk,
  type DuckDBDateValue,
  type DuckDBGeometryValue,
  type DuckDBListType,
  type DuckDBListValue,
  type DuckDBMapType,
  type DuckDBMapValue,
  type DuckDBStructType,
  type DuckDBStructValue,
  type DuckDBTimestampMillisecondsValue,
  type DuckDBTimestampNanosecondsValue,
  type DuckDBTimestampSecondsValue,
  type DuckDBTimestampTZValue,
  type DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBUnionType,
  type DuckDBUnionValue,
  type DuckDBValue,
  type DuckDBVariantValue,
  DuckDBVector,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { type Cell, floatCell, intCell, type ScalarKind } from '#shared/model/cell.ts';
import { dateText, timestampText } from './times.ts';
import { type FieldKey, keyByName, keyByPosition, positional } from './types.ts';

/** Turns one value, never NULL, of a known type into a cell. */
type ToCell = (value: DuckDBValue) => Cell;

/** Rows of a chunk as cells; `types` are the answer's own. */
export function cellRows(chunk: DuckDBDataChunk, types: readonly DuckDBType[]): Cell[][] {
  const columns = types.map((type, column) => columnCells(chunk, column, type));
  return Array.from({ length: chunk.rowCount }, (_, row) => columns.map((cells) => cells[row] as Cell));
}

export function columnCells(chunk: DuckDBDataChunk, column: number, type: DuckDBType): Cell[] {
  const raw = duckdb.data_chunk_get_vector(chunk.chunk, column);
  const vector = DuckDBVector.create(raw, chunk.rowCount, positional(type));
  const toCell = cellOf(type, keyByPosition);
  return Array.from({ length: chunk.rowCount }, (_, row) => toCell(vector.getItem(row)));
}

function cellOf(type: DuckDBType, key: FieldKey): ToCell {
  const convert = converters[type.typeId](type, key);
  return (value) => (value === null || value === undefined ? null : convert(value));
}

/** By type id: a converter for values of that type. The compiler names what is missing. */
const converters: Readonly<Record<DuckDBTypeId, (type: DuckDBType, key: FieldKey) => ToCell>> = {
  [DuckDBTypeId.BOOLEAN]: () => (value) => value as boolean,
  [DuckDBTypeId.TINYINT]: () => integer,
  [DuckDBTypeId.SMALLINT]: () => integer,
  [DuckDBTypeId.INTEGER]: () => integer,
  [DuckDBTypeId.BIGINT]: () => integer,
  [DuckDBTypeId.HUGEINT]: () => integer,
  [DuckDBTypeId.UTINYINT]: () => integer,
  [DuckDBTypeId.USMALLINT]: () => integer,
  [DuckDBTypeId.UINTEGER]: () => integer,
  [DuckDBTypeId.UBIGINT]: () => integer,
  [DuckDBTypeId.UHUGEINT]: () => integer,
  [DuckDBTypeId.BIGNUM]: () => integer,
  [DuckDBTypeId.INTEGER_LITERAL]: () => integer,
  [DuckDBTypeId.FLOAT]: () => (value) => floatCell(value as number),
  [DuckDBTypeId.DOUBLE]: () => (value) => floatCell(value as number),
  [DuckDBTypeId.DECIMAL]: () => tagged('decimal'),
  [DuckDBTypeId.VARCHAR]: (type) => (type.alias === 'JSON' ? tagged('json') : text),
  [DuckDBTypeId.STRING_LITERAL]: () => text,
  [DuckDBTypeId.ENUM]: () => text,
  [DuckDBTypeId.DATE]: () => (value) => ({ k: 'date', t: dateText((value as DuckDBDateValue).days) }),
  [DuckDBTypeId.TIME]: () => tagged('time'),
  [DuckDBTypeId.TIME_NS]: () => tagged('time'),
  [DuckDBTypeId.TIME_TZ]: () => tagged('time'),
  [DuckDBTypeId.TIMESTAMP]: () => (value) => stamp((value as DuckDBTimestampValue).micros, 6),
  [DuckDBTypeId.TIMESTAMP_S]: () => (value) => stamp((value as DuckDBTimestampSecondsValue).seconds, 0),
  [DuckDBTypeId.TIMESTAMP_MS]: () => (value) => stamp((value as DuckDBTimestampMillisecondsValue).millis, 3),
  [DuckDBTypeId.TIMESTAMP_NS]: () => (value) => stamp((value as DuckDBTimestampNanosecondsValue).nanos, 9),
  [DuckDBTypeId.TIMESTAMP_TZ]: () => (value) => ({
    k: 'timestamptz',
    t: timestampText((value as DuckDBTimestampTZValue).micros, 6, '+00'),
  }),
  [DuckDBTypeId.INTERVAL]: () => tagged('interval'),
  [DuckDBTypeId.UUID]: () => tagged('uuid'),
  [DuckDBTypeId.BIT]: () => tagged('bit'),
  [DuckDBTypeId.BLOB]: () => (value) => blob((value as DuckDBBlobValue).bytes),
  [DuckDBTypeId.GEOMETRY]: () => (value) => blob((value as DuckDBGeometryValue).bytes),
  [DuckDBTypeId.LIST]: (type, key) => list((type as DuckDBListType).valueType, key),
  [DuckDBTypeId.ARRAY]: (type, key) => list((type as DuckDBArrayType).valueType, key),
  [DuckDBTypeId.STRUCT]: (type, key) => struct(type as DuckDBStructType, key),
  [DuckDBTypeId.MAP]: (type, key) => map(type as DuckDBMapType, key),
  [DuckDBTypeId.UNION]: (type, key) => union(type as DuckDBUnionType, key),
  [DuckDBTypeId.VARIANT]: () => variant,
  [DuckDBTypeId.SQLNULL]: () => () => null,
  [DuckDBTypeId.ANY]: () => tagged('other'),
  [DuckDBTypeId.INVALID]: () => tagged('other'),
};

const integer: ToCell = (value) => intCell(value as number | bigint);

const text: ToCell = (value) => value as string;

function tagged(k: ScalarKind): ToCell {
  return (value) => ({ k, t: String(value) });
}

function stamp(count: bigint, digits: 0 | 3 | 6 | 9): Cell {
  return { k: 'timestamp', t: timestampText(count, digits) };
}

function blob(bytes: Uint8Array): Cell {
  return { k: 'blob', size: bytes.length, hex: Buffer.from(bytes).toString('hex') };
}

function list(itemType: DuckDBType, key: FieldKey): ToCell {
  const toCell = cellOf(itemType, key);
  return (value) => ({ k: 'list', items: (value as DuckDBListValue | DuckDBArrayValue).items.map(toCell) });
}

function struct(type: DuckDBStructType, key: FieldKey): ToCell {
  const fields = type.entryTypes.map((fieldType, index) => {
    const name = type.entryNames[index] as string;
    return { name, key: key(name, index), toCell: cellOf(fieldType, key) };
  });
  return (value) => {
    const { entries } = value as DuckDBStructValue;
    return { k: 'struct', fields: fields.map((field) => [field.name, field.toCell(entries[field.key] ?? null)]) };
  };
}

function map(type: DuckDBMapType, key: FieldKey): ToCell {
  const keyCell = cellOf(type.keyType, key);
  const valueCell = cellOf(type.valueType, key);
  return (value) => ({
    k: 'map',
    entries: (value as DuckDBMapValue).entries.map((entry) => [keyCell(entry.key), valueCell(entry.value)]),
  });
}

function union(type: DuckDBUnionType, key: FieldKey): ToCell {
  const members = type.memberTypes.map((memberType) => cellOf(memberType, key));
  return (value) => {
    const { tag, value: inner } = value as DuckDBUnionValue;
    return { k: 'union', tag, value: members[type.memberTags.indexOf(tag)]?.(inner) ?? null };
  };
}

/** A VARIANT carries its type with every value; the binding has decoded its objects by name. */
const variant: ToCell = (value) => {
  const { value: inner, type } = value as DuckDBVariantValue;
  return type === undefined ? null : cellOf(type, keyByName)(inner);
};
