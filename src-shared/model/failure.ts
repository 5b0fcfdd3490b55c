import { z } from 'zod';

/**
 * Everything that can go wrong, as a closed list. A driver turns its engine's errors into one of these exactly once; the
 * window decides by the code what it offers (retry, open a snapshot, ask for a key, reconnect…).
 */
export const failureCodes = [
  'NOT_A_DATABASE',
  'FILE_NOT_FOUND',
  'NO_PERMISSION',
  'FILE_LOCKED',
  'FILE_CORRUPT',
  'VERSION_UNSUPPORTED',
  'KEY_NEEDED',
  'KEY_WRONG',
  'HOST_UNREACHABLE',
  'CONNECTION_REFUSED',
  'CONNECTION_LOST',
  'TLS_FAILED',
  'PASSWORD_WRONG',
  'DATABASE_MISSING',
  'READ_ONLY',
  'SQL_FAILED',
  'OUT_OF_MEMORY',
  'TIMED_OUT',
  'CANCELLED',
  'NOT_FOUND',
  'NOT_OPEN',
  'PROCESS_ENDED',
  'NOT_ALLOWED',
  'BAD_INPUT',
  'INTERNAL',
] as const;

export const failureCodeSchema = z.enum(failureCodes);
export type FailureCode = z.infer<typeof failureCodeSchema>;

/** The data of every error that crosses a process boundary. Never holds a secret. */
export const errorDataSchema = z.object({
  code: failureCodeSchema,
  /** One sentence for a person: what happened and what to do. */
  message: z.string(),
  /** The engine's own words. */
  detail: z.string().optional(),
  /** The statement that failed. */
  sql: z.string().optional(),
  /** Who holds the lock, for FILE_LOCKED. */
  holder: z.string().optional(),
});
export type ErrorData = z.infer<typeof errorDataSchema>;

/** The one error class of the main side. */
export class Failure extends Error {
  readonly data: ErrorData;

  constructor(
    code: FailureCode,
    message: string,
    more: Omit<ErrorData, 'code' | 'message'> & { cause?: unknown } = {},
  ) {
    const { cause, ...data } = more;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Failure';
    this.data = { code, message, ...data };
  }

  get code(): FailureCode {
    return this.data.code;
  }
}

/** Anything thrown, as a Failure: unknown things become INTERNAL with their words kept. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const parsed = errorDataSchema.safeParse((thrown as { data?: unknown } | null)?.data);
  if (parsed.success) return new Failure(parsed.data.code, parsed.data.message, { ...parsed.data, cause: thrown });
  if ((thrown as { name?: unknown } | null)?.name === 'AbortError') return new Failure('CANCELLED', 'Cancelled');
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure('INTERNAL', 'Something went wrong inside Starling', { detail: words, cause: thrown });
}
