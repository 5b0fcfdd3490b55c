import {
  ARRAY,
  type DuckDBArrayType,
  type DuckDBListType,
  type DuckDBMapType,
  type DuckDBResult,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionType,
  LIST,
  MAP,
} from '@duckdb/node-api';
import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { AnswerColumn } from '#shared/model/page.ts';

/** The columns of an answer; names that repeat get a number, because ours are unique. */
export function answerColumns(result: DuckDBResult, types: readonly DuckDBType[]): AnswerColumn[] {
  return unique(result.columnNames()).map((name, index) => {
    const type = typeName(types[index] as DuckDBType);
    return { name, title: name, type, kind: kindOf(type), unit: null };
  });
}

function unique(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let count = 2; taken.has(candidate); count++) candidate = `${name} (${count})`;
    taken.add(candidate);
    return candidate;
  });
}

/** The engine's own name of a type, as `duckdb_columns()` writes it. */
export function typeName(type: DuckDBType): string {
  return type.typeId === DuckDBTypeId.VARCHAR && type.alias === 'JSON' ? 'JSON' : type.toString();
}

const kinds: Readonly<Record<string, ColumnKind>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  HUGEINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  UBIGINT: 'integer',
  UHUGEINT: 'integer',
  BIGNUM: 'integer',
  FLOAT: 'float',
  DOUBLE: 'float',
  VARCHAR: 'text',
  ENUM: 'text',
  DATE: 'time',
  TIMESTAMP: 'time',
  TIMESTAMP_S: 'time',
  TIMESTAMP_MS: 'time',
  TIMESTAMP_NS: 'time',
  'TIMESTAMP WITH TIME ZONE': 'time',
  JSON: 'json',
  BLOB: 'blob',
  DECIMAL: 'decimal',
  STRUCT: 'nested',
  MAP: 'nested',
  UNION: 'nested',
  VARIANT: 'nested',
};

/** What a type holds, by its name. Times of day and intervals are no points in time: they are `other`. */
export function kindOf(type: string): ColumnKind {
  if (type.endsWith(']')) return 'nested';
  return kinds[type.split('(', 1)[0] ?? ''] ?? 'other';
}

/** Under which key the binding puts a field of a struct. */
export type FieldKey = (name: string, index: number) => string;

export const keyByName: FieldKey = (name) => name;

export const keyByPosition: FieldKey = (_name, index) => `#${index}`;

/**
 * The same type with struct fields named by position: the binding builds plain objects, in which fields of one name
 * (`row(1, 2)`) would overwrite each other and `__proto__` would vanish.
 */
export function positional(type: DuckDBType): DuckDBType {
  switch (type.typeId) {
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType;
      return new DuckDBStructType(entryNames.map(keyByPosition), entryTypes.map(positional));
    }
    case DuckDBTypeId.LIST:
      return LIST(positional((type as DuckDBListType).valueType));
    case DuckDBTypeId.ARRAY:
      return ARRAY(positional((type as DuckDBArrayType).valueType), (type as DuckDBArrayType).length);
    case DuckDBTypeId.MAP:
      return MAP(positional((type as DuckDBMapType).keyType), positional((type as DuckDBMapType).valueType));
    case DuckDBTypeId.UNION: {
      const { memberTags, memberTypes } = type as DuckDBUnionType;
      return new DuckDBUnionType(memberTags, memberTypes.map(positional));
    }
    default:
      return type;
  }
}
