import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import { type CsvLayout, readCsv } from './csv-layout.ts';
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

/**
 * A layout whose types hold what is written: long integers, nanoseconds, offsets, leading zeros and dates whose order of
 * day and month is a guess are not changed.
 */
export async function withExactTypes(
  connection: DuckDBConnection,
  files: FileSource,
  format: FileFormat,
  layout: CsvLayout,
  rows: string,
): Promise<CsvLayout> {
  const doubts = layout.columns.flatMap(({ name, type }) =>
    rules.filter(({ sniffed }) => sniffed === type).map((rule) => ({ name, rule })),
  );
  if (doubts.length === 0) return layout;
  const asText = { ...layout, columns: layout.columns.map(({ name }) => ({ name, type: 'VARCHAR' })) };
  const tests = doubts.map(({ name, rule }) => {
    const column = duckdbDialect.quote(name);
    return `case when bool_or(regexp_matches(${column}, ${literal(rule.changed.source)}))
      then bool_and(regexp_full_match(${column}, ${literal(rule.all.source)})) end`;
  });
  const reader = await connection.runAndReadAll(
    `select ${tests.join(', ')} from (select * from ${readCsv(files, format, asText)}${rows})`,
  );
  const answers = reader.getRowsJson()[0] ?? [];
  const exact = new Map<string, string>();
  doubts.forEach(({ name, rule }, index) => {
    const answer = answers[index];
    if (answer !== null && !exact.has(name)) exact.set(name, answer === true ? rule.better : 'VARCHAR');
  });
  return { ...layout, columns: layout.columns.map(({ name, type }) => ({ name, type: exact.get(name) ?? type })) };
}
