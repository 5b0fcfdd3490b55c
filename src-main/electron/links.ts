/** The only places Starling opens in the browser. A link from a database is text, never a link. */
const origins: readonly string[] = [
  'https://github.com',
  'https://duckdb.org',
  'https://www.sqlite.org',
  'https://www.postgresql.org',
];

/** Whether an address may be opened outside: https, one of our origins, no user or password in it. */
export function mayOpenOutside(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && origins.includes(url.origin) && url.username === '' && url.password === '';
}
