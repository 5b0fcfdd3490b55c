import { Failure, type FailureCode } from '#shared/model/failure.ts';

/** A pattern over the engine's words, and what we say instead. */
interface Rule {
  readonly words: RegExp;
  readonly code: FailureCode;
  readonly message: string | ((match: RegExpExecArray) => string);
}

/** After one of these the engine refuses everything until the database is opened anew. */
const fatal: Rule = {
  words: /^(INTERNAL|FATAL) Error|database has been invalidated|^Failed to query/,
  code: 'INTERNAL',
  message: 'DuckDB hit an error inside itself and has stopped working on this database. Reopen it to go on.',
};

const damage =
  /[Cc]orrupt|checksum|^Serialization Error|[Ff]ailed to (de)?serialize|ould not read|not enough bytes|read\(\) .*bytes|TProtocol|TType|Thrift|[Ss]nappy|ZSTD|GZIP|[Dd]ecompress|[Ii]nvalid (bitpacking|segment|physical|page|dictionary)|No magic bytes|too small to be a Parquet|[Mm]etadata|[Oo]ut of (buffer|range)|reached the end of the file/;

const general: readonly Rule[] = [
  fatal,
  { words: /^INTERRUPT/, code: 'CANCELLED', message: 'Cancelled' },
  {
    words: /^Out of Memory|could not allocate|failed to (allocate|offload)|max_temp_directory_size|bad_alloc/i,
    code: 'OUT_OF_MEMORY',
    message: 'This needs more memory than Starling gives one database. Ask for fewer rows or columns, or filter first.',
  },
  {
    words: /attached in read-only mode/,
    code: 'READ_ONLY',
    message: 'Starling opens databases read-only; this statement would change something.',
  },
  {
    words: /file system operations are disabled|configuration has been locked/,
    code: 'NOT_ALLOWED',
    message: 'Statements here read the open database only: no other files, no settings, no extensions.',
  },
];

export const fileGone = 'The file is no longer there. Check whether it was moved or deleted while it was open.';

const whileReading: readonly Rule[] = [
  {
    words: /No such file|Cannot open file .*does not exist|No files found/,
    code: 'FILE_NOT_FOUND',
    message: fileGone,
  },
  {
    words: damage,
    code: 'FILE_CORRUPT',
    message: 'This part of the file is damaged and cannot be read. Other tables may still be fine.',
  },
];

/** Whether the instance is of no more use after this error. */
export function isFatal(failure: Failure): boolean {
  return fatal.words.test(failure.data.detail ?? '');
}

/** What went wrong while a statement ran. */
export function statementFailure(thrown: unknown, sql: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const detail = wordsOf(thrown);
  const isData = /^(IO|Serialization|Invalid|Invalid Input) Error/.test(detail) && !/CSV Error/.test(detail);
  const failure = matched([...general, ...(isData ? whileReading : [])], detail, { sql, cause: thrown });
  return failure ?? new Failure('SQL_FAILED', firstLine(detail), { detail, sql, cause: thrown });
}

const whileOpening: readonly Rule[] = [
  {
    words: /Cannot open encrypted database .* without a key|without a key/,
    code: 'KEY_NEEDED',
    message: 'This database is encrypted. Enter its key to open it.',
  },
  {
    words: /Wrong encryption key|A key cannot be empty|string -> blob conversion/,
    code: 'KEY_WRONG',
    message: 'The key does not fit this database. Check it and try again.',
  },
  {
    words: /version number (\d+), but we can only read versions between (\d+) and (\d+)/,
    code: 'VERSION_UNSUPPORTED',
    message: ([words, version, low, high]) => {
      const writer = /created with DuckDB version ([^\n]+?)\.?(\n|$)/.exec(words)?.[1];
      const by = writer ? `DuckDB ${writer}` : 'another DuckDB';
      return `The file was written by ${by} (storage version ${version}); Starling reads storage versions ${low} to ${high}. Export it there with EXPORT DATABASE and import it with a newer DuckDB.`;
    },
  },
  {
    words: /storage version greater than the latest/,
    code: 'VERSION_UNSUPPORTED',
    message: 'The file was written by a newer DuckDB than the one in Starling. Update Starling to open it.',
  },
  {
    words: /compiled vector size is (\d+) bytes, but the file has a vector size of (\d+)/,
    code: 'VERSION_UNSUPPORTED',
    message: ([, ours, theirs]) =>
      `The file was written by a DuckDB built for vectors of ${theirs} values; Starling reads ${ours}. Export it there with EXPORT DATABASE.`,
  },
  {
    words: /is encrypted, but 'encryption_config'/,
    code: 'VERSION_UNSUPPORTED',
    message: 'The parquet file is encrypted, which Starling does not read. Get a copy without encryption.',
  },
  {
    words: /^Not implemented Error|Unsupported compression codec "?([^"\n]+)|only supported for|(?:un|not )supported/,
    code: 'VERSION_UNSUPPORTED',
    message: ([, codec]) =>
      `The file uses ${codec ? `the compression ${codec}` : 'a feature'} that DuckDB does not read. Write it again without that.`,
  },
  {
    words: /Permission denied/,
    code: 'NO_PERMISSION',
    message: 'You may not read this file. Ask its owner for access, or for a copy.',
  },
  {
    words: /No such file|does not exist/,
    code: 'FILE_NOT_FOUND',
    message: 'The file is not there any more. Check whether it was moved or renamed.',
  },
  {
    words: /not a valid DuckDB database file/,
    code: 'NOT_A_DATABASE',
    message: 'The file is no DuckDB database, or its beginning is damaged.',
  },
  {
    words: /WAL/,
    code: 'FILE_CORRUPT',
    message:
      'The log beside the file (.wal) is damaged or belongs to another file. Put the right one back; without a log the file opens as it was before.',
  },
];

/** What went wrong while a file was opened. `secret` is taken out of the engine's words. */
export function openFailure(thrown: unknown, secret?: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const words = wordsOf(thrown);
  const detail = secret ? withoutSecret(words, secret) : words;
  // The cause would hold the key.
  const more = secret === undefined ? { cause: thrown } : {};
  return (
    lockFailure(detail, more) ??
    matched([...whileOpening, ...general], detail, more) ??
    new Failure('FILE_CORRUPT', 'DuckDB cannot read this file: it is damaged or incomplete.', { detail, ...more })
  );
}

/** Of a key that is none, the engine repeats pieces too. */
function withoutSecret(words: string, secret: string): string {
  const said = words.replaceAll(secret, '…').replaceAll(secret.replaceAll("'", "''"), '…');
  return said.replace(/string -> blob conversion[\s\S]*/, 'string -> blob conversion');
}

function lockFailure(detail: string, more: { cause?: unknown }): Failure | undefined {
  if (!/Could not set lock|Conflicting lock|being used by another process/.test(detail)) return undefined;
  const [, program, process] = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(detail) ?? [];
  const holder = program === undefined ? undefined : `${program} (PID ${process})`;
  return new Failure(
    'FILE_LOCKED',
    `The file is open for writing in ${holder ?? 'another program'}. Close it there, or open a snapshot.`,
    { detail, ...more, ...(holder === undefined ? {} : { holder }) },
  );
}

/** What the file system says of a file that cannot be looked at. */
export function fileFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  const more = { detail: wordsOf(thrown), cause: thrown };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure(
      'FILE_NOT_FOUND',
      'The file is not there any more. Check whether it was moved or renamed.',
      more,
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure('NO_PERMISSION', 'You may not read this file. Ask its owner for access, or for a copy.', more);
  }
  if (code === 'ENOSPC') {
    return new Failure(
      'OUT_OF_MEMORY',
      'The disk is full, so there is no room for a copy. Make room and try again.',
      more,
    );
  }
  return new Failure(
    'FILE_CORRUPT',
    'The file could not be read from its disk. Check the disk, or get a fresh copy.',
    more,
  );
}

function matched(rules: readonly Rule[], detail: string, more: { sql?: string; cause?: unknown }): Failure | undefined {
  for (const { words, code, message } of rules) {
    const match = words.exec(detail);
    if (!match) continue;
    const sentence = typeof message === 'string' ? message : message(Object.assign(match, { 0: detail }));
    return new Failure(code, sentence, { detail, ...more });
  }
  return undefined;
}

/** The engine's message on its own: its first line without its class (`Binder Error: `). */
function firstLine(detail: string): string {
  const [line = detail] = detail.replace(/^Failed to extract statements: /, '').split('\n', 1);
  return line.replace(/^[A-Z][A-Za-z ]*Error: /, '');
}

/** Without the stack traces of the engine's own errors, which say nothing to anybody here. */
function wordsOf(thrown: unknown): string {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return words.split('\n\nStack Trace:', 1)[0] ?? words;
}
