import { literal } from '../../drivers/duckdb/settings.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { OfferedFile } from '../offer.ts';

/** A comma-separated file as text columns. Its names are those of the header, or `c0`, `c1`… of `names`. */
export function csv(
  path: string,
  more: {
    readonly header?: boolean;
    readonly skip?: number;
    readonly names?: readonly string[];
    readonly delimiter?: string;
  } = {},
): string {
  const { header = true, skip = 0, names, delimiter = ',' } = more;
  const settings = [
    literal(path),
    'all_varchar = true',
    'auto_detect = false',
    `header = ${header}`,
    `skip = ${skip}`,
    `delim = ${literal(delimiter)}`,
    `quote = '"'`,
    'null_padding = true',
    'strict_mode = false',
    // Several threads refuse a line end inside quotes beside rows that are cut short.
    'parallel = false',
    `columns = {${(names ?? []).map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')}}`,
  ];
  return `read_csv(${settings.join(', ')})`;
}

export function column(name: string): string {
  return duckdbDialect.quote(name);
}

/** The names in the first line, trimmed; a byte order mark is passed over. */
export async function headerOf(file: OfferedFile): Promise<readonly string[]> {
  const [line = ''] = await file.lines(1);
  return splitLine(line.replace(/^\uFEFF/, ''));
}

export function splitLine(line: string): readonly string[] {
  return line.split(',').map((each) => each.trim().replace(/^"(.*)"$/, '$1'));
}
