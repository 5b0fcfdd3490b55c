import { ORPCError } from '@orpc/contract';
import { asFailure, type ErrorData, Failure } from '../model/failure.ts';

/** Anything thrown, as the one error of the contract. */
export function failed(thrown: unknown): ORPCError<'FAILED', ErrorData> {
  const { data } = wrongShape(thrown) ?? asFailure(thrown);
  return new ORPCError('FAILED', { status: 500, message: data.message, data, defined: true });
}

/**
 * Answers a question so that it fails in the contract's one way only: at once, or in the middle of a stream, where nobody
 * but the stream itself can say so.
 */
export async function answerOrFail<Result extends { readonly output: unknown }>(
  next: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await next();
    return isStream(result.output) ? { ...result, output: streamOrFail(result.output) } : result;
  } catch (thrown) {
    throw failed(thrown);
  }
}

export function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

async function* streamOrFail(stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (thrown) {
    throw failed(thrown);
  }
}

/** A question whose input the contract refused: only something other than our own window asks one. */
function wrongShape(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof ORPCError) || thrown.code !== 'BAD_REQUEST') return undefined;
  const issues =
    (thrown.data as { issues?: readonly { path?: readonly unknown[]; message: string }[] } | null)?.issues ?? [];
  const detail = issues.map(({ path = [], message }) => `${path.join('.')}: ${message}`).join('\n');
  return new Failure('BAD_INPUT', 'This request has a shape that Starling does not know', { detail, cause: thrown });
}
