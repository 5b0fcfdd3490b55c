import type { ErrorData, FailureCode } from '#shared/model/failure.ts';

/** Whatever a request threw, as the data of a failure: a sentence for people and, where known, the engine's own words. */
export function failureOf(thrown: unknown): ErrorData {
  const data = thrown instanceof Error ? (thrown as { data?: unknown }).data : thrown;
  if (isErrorData(data)) return data;
  const name = (thrown as { name?: unknown } | null)?.name;
  if (name === 'AbortError' || name === 'CancelledError') return { code: 'CANCELLED', message: 'Cancelled' };
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  if (/not open|peer is closed|did not answer/i.test(words)) {
    return { code: 'CONNECTION_LOST', message: 'Starling stopped answering while this was read', detail: words };
  }
  return { code: 'INTERNAL', message: 'Something went wrong inside Starling', detail: words };
}

function isErrorData(value: unknown): value is ErrorData {
  const data = value as Partial<Record<keyof ErrorData, unknown>> | null | undefined;
  return typeof data === 'object' && typeof data?.code === 'string' && typeof data.message === 'string';
}

/** Whether asking again may help without anybody changing anything. */
export function isPassing(code: FailureCode): boolean {
  return code === 'CONNECTION_LOST' || code === 'HOST_UNREACHABLE' || code === 'TIMED_OUT';
}
