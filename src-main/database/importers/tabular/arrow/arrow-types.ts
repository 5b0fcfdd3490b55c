import {
  type DataType,
  DateUnit,
  type Decimal,
  type Field,
  type Int,
  type Timestamp,
  TimeUnit,
  Type,
} from 'apache-arrow';
import { Failure } from '#shared/model/failure.ts';
import type { SourceColumn } from '../../importer.ts';
import { unique } from '../csv/layout.ts';

/** Columns as DuckDB's types, none of which changes a value. Throws for a type that Starling does not know. */
export function arrowColumns(fields: readonly Field[]): readonly SourceColumn[] {
  const names = unique(fields.map(({ name }, at) => name || `column${at}`));
  return fields.map(({ type }, at) => ({ name: names[at] as string, ...typeOf(type) }));
}

type Typed = Pick<SourceColumn, 'type' | 'reason'>;

export const timeUnits = {
  [TimeUnit.SECOND]: { digits: 0, name: 'seconds' },
  [TimeUnit.MILLISECOND]: { digits: 3, name: 'milliseconds' },
  [TimeUnit.MICROSECOND]: { digits: 6, name: 'microseconds' },
  [TimeUnit.NANOSECOND]: { digits: 9, name: 'nanoseconds' },
} as const;

function typeOf(type: DataType): Typed {
  switch (type.typeId) {
    case Type.Null:
      return { type: 'VARCHAR', reason: 'It holds nothing but NULL' };
    case Type.Bool:
      return { type: 'BOOLEAN' };
    case Type.Int:
      return { type: integerType(type as Int) };
    case Type.Float:
      return { type: type.toString() === 'Float64' ? 'DOUBLE' : 'FLOAT' };
    case Type.Decimal:
      return decimalType(type as Decimal);
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return { type: 'VARCHAR' };
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      return { type: 'BLOB' };
    case Type.Dictionary:
      return typeOf((type as { dictionary?: DataType } & DataType).dictionary as DataType);
    default:
      return timeType(type) ?? nestedType(type);
  }
}

function integerType({ isSigned, bitWidth }: Int): string {
  const word = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' }[bitWidth];
  return isSigned ? word : `U${word}`;
}

/** DuckDB's decimals end at 38 digits, and have no more behind the point than in all. */
function decimalType({ precision, scale }: Decimal): Typed {
  if (precision <= 38 && scale >= 0 && scale <= precision) return { type: `DECIMAL(${precision},${scale})` };
  return { type: 'VARCHAR', reason: `Decimals of ${precision} digits stay text, so that none is lost` };
}

function timeType(type: DataType): Typed | null {
  switch (type.typeId) {
    case Type.Date:
      return (type as { unit?: DateUnit } & DataType).unit === DateUnit.DAY
        ? { type: 'DATE' }
        : { type: 'TIMESTAMP_MS', reason: 'Its dates are counted in milliseconds' };
    case Type.Time:
      return unitOf(type) === TimeUnit.NANOSECOND
        ? { type: 'VARCHAR', reason: 'Times of day in nanoseconds stay text, so that nothing is cut off' }
        : { type: 'TIME' };
    case Type.Timestamp:
      return timestampType(type as Timestamp);
    case Type.Duration:
      return { type: 'BIGINT', reason: `Durations, counted in ${timeUnits[unitOf(type)].name}` };
    default:
      return null;
  }
}

/** The unit of a type that has one. */
export function unitOf(type: DataType): TimeUnit {
  return (type as { unit?: TimeUnit } & DataType).unit ?? TimeUnit.MILLISECOND;
}

function timestampType({ unit, timezone }: Timestamp): Typed {
  const type = { 0: 'TIMESTAMP_S', 3: 'TIMESTAMP_MS', 6: 'TIMESTAMP', 9: 'TIMESTAMP_NS' }[timeUnits[unit].digits];
  if (!timezone) return { type };
  const zone = `Moments in time; they were shown as in ${timezone}`;
  if (unit !== TimeUnit.NANOSECOND) return { type: 'TIMESTAMPTZ', reason: zone };
  return { type, reason: `${zone}. With nanoseconds they are kept as times of day in UTC` };
}

function nestedType(type: DataType): Typed {
  switch (type.typeId) {
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList:
    case Type.Struct:
    case Type.Map:
    case Type.Union:
    case Type.Interval:
      return { type: 'JSON', reason: `${type} is kept as JSON` };
    default:
      throw new Failure(
        'VERSION_UNSUPPORTED',
        `Starling does not read Arrow columns of type ${type}. Write them as another type.`,
      );
  }
}
