/** What a file's first bytes say it is. Extensions are not asked: `.db` may be SQLite or DuckDB. */

/** A DuckDB database: `DUCK` at byte 8, after a checksum of eight. */
export function looksLikeDuckdb(header: Uint8Array): boolean {
  return startsWith(header, 8, 'DUCK');
}

/** A parquet file; `PARE` is one with an encrypted footer. */
export function looksLikeParquet(header: Uint8Array): boolean {
  return startsWith(header, 0, 'PAR1') || startsWith(header, 0, 'PARE');
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));
}
