import { statfsSync } from 'node:fs';

/**
 * Most of a file that SQLite maps into memory, in bytes: the library's own limit. What lies behind a large value in a row
 * is then found without reading the value's pages one call at a time, which is ten times as fast.
 */
const MOST = 0x7fff0000;

/** Filesystems of the computer itself, by what Linux calls them. A network may go away, which ends whoever has mapped a file on it. */
const ownByMagic: ReadonlySet<number> = new Set([
  0xef53, // ext
  0x58465342, // xfs
  0x9123683e, // btrfs
  0x2fc12fc1, // zfs
  0xf2f52010, // f2fs
  0xca451a4e, // bcachefs
  0x01021994, // tmpfs
  0x794c7630, // overlay
]);

/** The same by the numbers that macOS gives hfs and apfs. */
const ownByNumber: ReadonlySet<number> = new Set([17, 26]);

/**
 * How much of a file to map; 0 for none. Never on Windows, where others could not replace or shorten a mapped file. Between
 * statements SQLite sees that a file became shorter; one that does so in the middle of a statement ends the process.
 */
export function bytesToMap(path: string, platform = process.platform): number {
  if (platform !== 'linux' && platform !== 'darwin') return 0;
  const own = platform === 'linux' ? ownByMagic : ownByNumber;
  return own.has(statfsSync(path).type >>> 0) ? MOST : 0;
}
