import { Failure, type FailureCode } from '#shared/model/failure.ts';
import { memoryLimit } from './settings.ts';

/** A pattern over the engine's words, and what we say instead. */
interface Rule {
  readonly words: RegExp;
  readonly code: FailureCode;
  readonly message: string;
}

/** After one of these the engine refuses everything until the database is opened anew. */
const fatal: Rule = {
  words: /^(INTERNAL|FATAL) Error|database has been invalidated/,
  code: 'INTERNAL',
  message: 'DuckDB hit an error inside itself and has stopped working on this database. Reopen it to go on.',
};

const damage =
  /[Cc]orrupt|checksum|Serialization Error|[Ff]ailed to deserialize|not a valid DuckDB|ould not read enough bytes|Could not read all|read\(\) .*bytes|nvalid TType|TProtocol|snappy|Invalid (bitpacking|segment|physical)/;

const general: readonly Rule[] = [
  fatal,
  { words: /^INTERRUPT/, code: 'CANCELLED', message: 'Cancelled' },
  {
    words: /^Out of Memory|could not allocate|failed to allocate|failed to offload|max_temp_directory_size/i,
    code: 'OUT_OF_MEMORY',
    message: `This needs more memory than Starling gives one database (${memoryLimit}). Ask for fewer rows or columns, or filter first.`,
  },
  {
    words: /attached in read-only mode|Cannot write to/,
    code: 'READ_ONLY',
    message: 'Starling opens databases read-only; this statement would change something.',
  },
  {
    words: /file system operations are disabled|configuration has been locked|^Permission Error/,
    code: 'NOT_ALLOWED',
    message: 'Statements here can read the open database only: no other files, no settings, no extensions.',
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
  const rule =
    general.find(({ words }) => words.test(detail)) ??
    (/^(IO|Serialization|Invalid Error)/.test(detail) ? reading(detail) : undefined);
  if (rule) return new Failure(rule.code, rule.message, { detail, sql, cause: thrown });
  return new Failure('SQL_FAILED', firstLine(detail), { detail, sql, cause: thrown });
}

function reading(detail: string): Omit<Rule, 'words'> | undefined {
  if (/No such file|does not exist|ENOENT/.test(detail))
    return {
      code: 'FILE_NOT_FOUND',
      message: 'The file is no longer there. Was it moved or deleted while it was open?',
    };
  if (damage.test(detail))
    return {
      code: 'FILE_CORRUPT',
      message: 'This part of the file is damaged and cannot be read. Other tables may still be fine.',
    };
  return undefined;
}

/** What went wrong while a file was opened. `secret` is taken out of the engine's words. */
export function openFailure(thrown: unknown, secret?: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const words = wordsOf(thrown);
  const detail = secret ? words.replaceAll(secret, '…') : words;
  // The cause is left out on purpose where it could hold the key.
  const more = secret ? { detail } : { detail, cause: thrown };
  const holder = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(detail);
  if (holder || /Could not set lock/.test(detail)) {
    const who = holder ? `${holder[1]} (PID ${holder[2]})` : undefined;
    const message = `The file is open for writing in ${who ?? 'another program'}. Close it there, or open a snapshot.`;
    return new Failure('FILE_LOCKED', message, who === undefined ? more : { ...more, holder: who });
  }
  const rule = opening.find((each) => each.words.test(detail)) ?? general.find((each) => each.words.test(detail));
  if (rule) return new Failure(rule.code, rule.message, more);
  return new Failure('FILE_CORRUPT', 'DuckDB cannot read this file. It may be damaged or incomplete.', more);
}

const opening: readonly Rule[] = [
  {
    words: /Cannot open encrypted database .* without a key|without a key/i,
    code: 'KEY_NEEDED',
    message: 'This database is encrypted. Enter its key to open it.',
  },
  {
    words: /Wrong encryption key/i,
    code: 'KEY_WRONG',
    message: 'The key does not fit this database. Check it and try again.',
  },
];

/** The engine's message on its own: the first line without its class (`Binder Error: `). */
function firstLine(detail: string): string {
  return (detail.split('\n', 1)[0] ?? detail).replace(/^[A-Z][A-Za-z ]*Error: /, '');
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
