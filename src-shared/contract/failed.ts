import { ORPCError } from '@orpc/contract';
import { asFailure, type ErrorData } from '../model/failure.ts';

/** Anything thrown, as the one error of the contract. */
export function failed(thrown: unknown): ORPCError<'FAILED', ErrorData> {
  const { data } = asFailure(thrown);
  return new ORPCError('FAILED', { status: 500, message: data.message, data, defined: true });
}
