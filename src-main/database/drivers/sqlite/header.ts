/** What the first 100 bytes of a file say about it; see https://www.sqlite.org/fileformat2.html#the_database_header. */
const MAGIC = 'SQLite format 3\0';
const WRITE_VERSION = 18;
const READ_VERSION = 19;
const WAL = 2;

/** Whether a file that starts with these bytes (16 are enough) is a SQLite database. */
export function looksLikeSqlite(header: Uint8Array): boolean {
  return header.length >= MAGIC.length && [...MAGIC].every((character, at) => header[at] === character.charCodeAt(0));
}

/** Whether the database keeps a write-ahead log; needs the first 20 bytes. */
export function usesWal(header: Uint8Array): boolean {
  return header[WRITE_VERSION] === WAL || header[READ_VERSION] === WAL;
}
