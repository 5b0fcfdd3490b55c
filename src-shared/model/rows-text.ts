/** `1 row`, `12 rows`. */
export function rowsText(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}
