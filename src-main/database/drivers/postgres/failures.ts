import { Failure, type FailureCode } from '#shared/model/failure.ts';

/** What pg throws: the server's error fields, or an error of the socket or of TLS. */
interface EngineError {
  readonly code?: unknown;
  readonly detail?: unknown;
  readonly hint?: unknown;
  readonly position?: unknown;
}

interface Meaning {
  readonly code: FailureCode;
  readonly message: string;
}

const unreachable: Meaning = {
  code: 'HOST_UNREACHABLE',
  message: 'The server cannot be reached under this name. Check the host, the port and your network or VPN.',
};
const refused: Meaning = {
  code: 'CONNECTION_REFUSED',
  message: 'No Postgres answers at this host and port. Check the port, and that the server is running.',
};
const lost: Meaning = {
  code: 'CONNECTION_LOST',
  message: 'The connection to the server was lost. Try again: the next question connects anew.',
};
const busy: Meaning = {
  code: 'CONNECTION_REFUSED',
  message: 'The server takes no more connections now. Wait a moment and try again.',
};
const password: Meaning = {
  code: 'PASSWORD_WRONG',
  message: 'The server did not accept this user with this password. Check both in the profile.',
};
const database: Meaning = {
  code: 'DATABASE_MISSING',
  message: 'The server has no database of this name. Check the name in the profile.',
};
const readOnly: Meaning = {
  code: 'READ_ONLY',
  message: 'Starling only reads databases. Use a statement that does not change anything.',
};
const timedOut: Meaning = {
  code: 'TIMED_OUT',
  message: 'The server stopped the statement because it took too long. Ask for less, or add an index.',
};
const stopped: Meaning = { code: 'CANCELLED', message: 'The statement was stopped on the server.' };
const memory: Meaning = {
  code: 'OUT_OF_MEMORY',
  message: 'The server ran out of memory or disk space. Ask for fewer rows or smaller cells.',
};
const permission: Meaning = {
  code: 'NO_PERMISSION',
  message: 'You may not read this. Ask the owner of the database to grant you SELECT.',
};
const socket: Meaning = {
  code: 'NO_PERMISSION',
  message: 'You may not use the socket in this folder. Ask who runs the server, or connect by host and port.',
};
const tls: Meaning = {
  code: 'TLS_FAILED',
  message: 'No secure connection came about. Check the TLS mode and the CA certificate in the profile.',
};

/** SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) and Node's codes of a socket. */
const meanings: Readonly<Record<string, Meaning>> = {
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ECONNREFUSED: refused,
  ENOENT: refused,
  EACCES: socket,
  ECONNRESET: lost,
  EPIPE: lost,
  '08000': lost,
  '08003': lost,
  '08006': lost,
  '57P01': lost,
  '57P02': lost,
  '57P05': lost,
  '57P03': busy,
  '53300': busy,
  '28P01': password,
  '28000': password,
  '3D000': database,
  '25006': readOnly,
  '57014': timedOut,
  '53000': memory,
  '53100': memory,
  '53200': memory,
  '53400': memory,
  '42501': permission,
};

/** Words of pg itself, of OpenSSL and of poolers, which have no codes of their own for them. */
const words: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [/timeout expired/i, unreachable],
  [/connection terminated|not queryable|connection error/i, lost],
  [/does not support SSL|establishing an SSL|certificate|self[- ]signed|altname|\bSSL\b|\bTLS\b/i, tls],
  [/no such database/i, database],
  [/SASL|SCRAM|password|no such user|tenant or user not found|authentication/i, password],
];

/** Anything thrown by pg as one of our failures; `statement` only where one was running. Never holds the password. */
export function failureOf(thrown: unknown, statement?: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const meaning = meaningOf(thrown, statement === undefined);
  const more = {
    detail: wordsOf(thrown, statement),
    cause: thrown,
    ...(statement !== undefined && { sql: statement }),
  };
  if (meaning) return new Failure(meaning.code, meaning.message, more);
  return statement === undefined
    ? new Failure('INTERNAL', 'The connection to Postgres failed in an unexpected way. Try again.', more)
    : new Failure('SQL_FAILED', `Postgres could not run the statement: ${messageOf(thrown)}`, more);
}

function meaningOf(thrown: unknown, connecting: boolean): Meaning | undefined {
  const code = String((thrown as EngineError | null)?.code ?? '');
  if (code === '28000' && /no encryption|SSL off/.test(messageOf(thrown))) return tls;
  if (code === '57014' && messageOf(thrown).includes('user request')) return stopped;
  if (/^(ERR_(SSL|TLS|OSSL)|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code)) return tls;
  if (meanings[code] || (code !== '' && !connecting)) return meanings[code];
  return words.find(([pattern]) => pattern.test(messageOf(thrown)))?.[1];
}

function messageOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  // Connecting to several addresses of one name fails with one error per address and no words of its own.
  return message || (thrown instanceof AggregateError ? thrown.errors.map(messageOf).join('; ') : 'no words given');
}

/** The server's message, where in the statement it points to, and what it adds. */
function wordsOf(thrown: unknown, statement: string | undefined): string {
  const { detail, hint, position } = (thrown ?? {}) as EngineError;
  const place = statement === undefined || position === undefined ? '' : ` (${placeIn(statement, Number(position))})`;
  const lines = [`${messageOf(thrown)}${place}`, detail && `DETAIL: ${detail}`, hint && `HINT: ${hint}`];
  return lines.filter(Boolean).join('\n');
}

/** The server counts code points from 1. */
function placeIn(statement: string, position: number): string {
  const lines = Array.from(statement)
    .slice(0, position - 1)
    .join('')
    .split('\n');
  return `line ${lines.length}, column ${Array.from(lines.at(-1) ?? '').length + 1}`;
}
