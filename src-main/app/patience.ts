import { asFailure } from '#shared/model/failure.ts';

interface Call {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gives a request up after a while, with `null`: for what nobody asked for. Where only the end of a process stops a
 * statement, another one takes its place and its other requests are asked again.
 */
export function withPatience<C extends Call>(
  handler: (call: C) => Promise<unknown>,
  milliseconds: number,
): (call: C) => Promise<unknown> {
  return async (call) => {
    const limit = AbortSignal.timeout(milliseconds);
    const signal = call.signal === undefined ? limit : AbortSignal.any([call.signal, limit]);
    try {
      return await handler({ ...call, signal });
    } catch (thrown) {
      if (limit.aborted && !call.signal?.aborted && asFailure(thrown).code === 'CANCELLED') return null;
      throw thrown;
    }
  };
}
