import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import { type CsvColumn, type CsvLayout, readCsv } from './csv-layout.ts';
import type { FileSource } from './file-source.ts';
import type { FileFormat } from './formats.ts';
import { literal } from './settings.ts';

/** When a sniffed type would change a text, and which type keeps all texts of the column; otherwise they stay text. */
interface ExactRule {
  readonly sniffed: string;
  /** Found in a text that the sniffed type would change. */
  readonly changed: RegExp;
  /** What every text has to be for `better`. */
  readonly all: RegExp;
  readonly better: string;
}

const rules: readonly ExactRule[] = [
  { sniffed: 'BIGINT', changed: /^\s*[+-]?0\d/, all: /.*/, better: 'VARCHAR' },
  { sniffed: 'BIGINT', changed: /[.eE]/, all: /.*/, better: 'DOUBLE' },
  { sniffed: 'DOUBLE', changed: /^\s*[+-]?0\d/, all: /.*/, better: 'VARCHAR' },
  { sniffed: 'DOUBLE', changed: /^\s*[+-]?\d{16,}/, all: /\s*[+-]?\d{1,38}\s*/, better: 'HUGEINT' },
  {
    sniffed: 'TIMESTAMP',
    changed: /:\d\d(\.\d+)?\s*([Zz]|[+-]\d\d(:?\d\d)?)\s*$/,
    all: /.*:\d\d(\.\d{1,6})?\s*([Zz]|[+-]\d\d(:?\d\d)?)\s*/,
    better: 'TIMESTAMP WITH TIME ZONE',
  },
  { sniffed: 'TIMESTAMP', changed: /\.\d{7,}/, all: /\d{4}-.*\.\d{1,9}/, better: 'TIMESTAMP_NS' },
  { sniffed: 'TIMESTAMP', changed: /^\s*\d{1,2}\D/, all: /.*/, better: 'VARCHAR' },
];

/** By sniffed type: which texts are worth a closer look. Cheap, because every row of every column is asked. */
const suspicions: Readonly<Record<string, (column: string) => string>> = {
  BIGINT: (column) => `cast(try_cast(${column} as bigint) as varchar) <> ${column}`,
  DOUBLE: (column) =>
    `(length(${column}) > 15 and not contains(${column}, '.')) or (${column} like '0_%' and ${column} not like '0.%')`,
  TIMESTAMP: (column) => `length(${column}) > 19 or ${column}[5] <> '-'`,
};

/**
 * A layout whose types hold what is written. The engine decides by the first rows of the first file, and rounds a later
 * `3.5` in a column of integers without a word; so the texts themselves are looked at: all of them, or `limit` rows of
 * very large files, whose integers are then taken as doubles.
 */
export async function withExactTypes(
  connection: DuckDBConnection,
  files: FileSource,
  format: FileFormat,
  layout: CsvLayout,
  limit: number | null,
): Promise<CsvLayout> {
  const asText = { ...layout, columns: layout.columns.map(({ name }) => ({ name, type: 'VARCHAR' })) };
  const from = `(select * from ${readCsv(files, format, asText)}${limit === null ? '' : ` limit ${limit}`})`;
  const typed = layout.columns.filter(({ type }) => type !== 'VARCHAR');
  const doubtful = await chosen(connection, from, typed, isDoubtful);
  const closely = typed.filter(({ name }) => doubtful.get(name) === 'true');
  const exact = await chosen(connection, from, closely, exactType);
  const sampled = limit === null ? null : await chosen(connection, from, typed, typeOfSample);
  return {
    ...layout,
    columns: layout.columns.map(({ name, type }) => {
      const better = exact.get(name) ?? type;
      return { name, type: better === type ? (sampled?.get(name) ?? type) : better };
    }),
  };
}

/** An aggregate of each column over all rows, in one pass. */
async function chosen(
  connection: DuckDBConnection,
  from: string,
  columns: readonly CsvColumn[],
  aggregate: (column: CsvColumn) => string,
): Promise<ReadonlyMap<string, string>> {
  if (columns.length === 0) return new Map();
  const reader = await connection.runAndReadAll(`select ${columns.map(aggregate).join(', ')} from ${from}`);
  const answers = reader.getRowsJson()[0] ?? [];
  return new Map(columns.map(({ name }, index) => [name, String(answers[index])]));
}

function isDoubtful({ name, type }: CsvColumn): string {
  const column = duckdbDialect.quote(name);
  const suspicious = suspicions[type]?.(column) ?? 'false';
  return `coalesce(bool_or(not ${fits(column, type)} or ${suspicious}), false)`;
}

function exactType({ name, type }: CsvColumn): string {
  const column = duckdbDialect.quote(name);
  const cases = rules
    .filter(({ sniffed }) => sniffed === type)
    .map(({ changed, all, better }) => {
      const every = `regexp_full_match(${column}, ${literal(all.source)}) and ${fits(column, better)}`;
      return `when bool_or(regexp_matches(${column}, ${literal(changed.source)}))
        then case when bool_and(${every}) then '${better}' else 'VARCHAR' end`;
    });
  return `case ${cases.join(' ')} when not bool_and(${fits(column, type)}) then 'VARCHAR' else '${type}' end`;
}

/** Behind a sample of short integers there may be decimals, but hardly integers that a double does not hold. */
function typeOfSample({ name, type }: CsvColumn): string {
  if (type !== 'BIGINT') return `'${type}'`;
  return `case when max(length(${duckdbDialect.quote(name)})) < 16 then 'DOUBLE' else 'BIGINT' end`;
}

/** Empty texts are NULL. */
function fits(column: string, type: string): string {
  return `(${column} = '' or try_cast(${column} as ${type}) is not null)`;
}
