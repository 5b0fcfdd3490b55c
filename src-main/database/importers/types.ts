import type { Engine } from '#shared/model/source.ts';

/** DuckDB's type names in one spelling: `INT8` is `BIGINT`, parameters of decimals are kept. */
export function plainType(type: string): string {
  const upper = type.trim().toUpperCase();
  return synonyms[upper] ?? (upper.startsWith('ENUM(') ? 'VARCHAR' : upper);
}

const synonyms: Readonly<Record<string, string>> = {
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMPTZ',
  'TIME WITH TIME ZONE': 'TIMETZ',
  DATETIME: 'TIMESTAMP',
  TEXT: 'VARCHAR',
  STRING: 'VARCHAR',
  INT: 'INTEGER',
  LONG: 'BIGINT',
  REAL: 'FLOAT',
  BYTEA: 'BLOB',
};

export function isNested(type: string): boolean {
  return /\]$|^(STRUCT|MAP|UNION|LIST|ARRAY)\b/i.test(type.trim());
}

/** How an engine declares a column that holds every value of a DuckDB type. */
export function declaredType(engine: Engine, type: string): string {
  if (engine === 'duckdb') return type;
  const plain = plainType(type);
  const words = engine === 'sqlite' ? sqliteWords : postgresWords;
  if (isNested(plain)) return words['JSON'] as string;
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(plain);
  if (decimal) return decimalType(engine, Number(decimal[1]), Number(decimal[2]));
  return words[plain] ?? words['VARCHAR'] ?? 'TEXT';
}

/** SQLite keeps a decimal of up to fifteen digits as a number that reads back the same; more digits stay text. */
function decimalType(engine: 'sqlite' | 'postgres', precision: number, scale: number): string {
  if (engine === 'postgres') return `numeric(${precision}, ${scale})`;
  return precision <= 15 ? `DECIMAL(${precision}, ${scale})` : 'TEXT';
}

/** Names that give the column the right affinity: a name with INT in it would turn large numbers into doubles. */
const sqliteWords: Readonly<Record<string, string>> = {
  BOOLEAN: 'BOOLEAN',
  TINYINT: 'INTEGER',
  SMALLINT: 'INTEGER',
  INTEGER: 'INTEGER',
  BIGINT: 'INTEGER',
  UTINYINT: 'INTEGER',
  USMALLINT: 'INTEGER',
  UINTEGER: 'INTEGER',
  FLOAT: 'REAL',
  DOUBLE: 'REAL',
  DATE: 'DATE',
  TIME: 'TIME',
  TIMESTAMP: 'TIMESTAMP',
  TIMESTAMP_S: 'TIMESTAMP',
  TIMESTAMP_MS: 'TIMESTAMP',
  TIMESTAMP_NS: 'TIMESTAMP',
  TIMESTAMPTZ: 'TIMESTAMP WITH TIME ZONE',
  BLOB: 'BLOB',
  JSON: 'JSON TEXT',
  VARCHAR: 'TEXT',
};

const postgresWords: Readonly<Record<string, string>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'smallint',
  SMALLINT: 'smallint',
  INTEGER: 'integer',
  BIGINT: 'bigint',
  UTINYINT: 'smallint',
  USMALLINT: 'integer',
  UINTEGER: 'bigint',
  UBIGINT: 'numeric(20)',
  HUGEINT: 'numeric(39)',
  UHUGEINT: 'numeric(39)',
  BIGNUM: 'numeric',
  FLOAT: 'real',
  DOUBLE: 'double precision',
  DATE: 'date',
  TIME: 'time',
  TIMETZ: 'time with time zone',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMPTZ: 'timestamp with time zone',
  INTERVAL: 'interval',
  UUID: 'uuid',
  BLOB: 'bytea',
  JSON: 'json',
  VARCHAR: 'text',
};
