import { oc } from '@orpc/contract';
import { z } from 'zod';
import { errorDataSchema } from '../model/failure.ts';

export interface QuestionMeta {
  /** Whether it is asked with every move of a hand, and quick to answer: then it is not to wait for what takes long. */
  urgent?(input: unknown): boolean;
  /** Whether urgent questions are likely to come next, so that whoever answers them may start by then. */
  readonly leadsToUrgent?: boolean;
}

/**
 * Every request fails in one way only: FAILED, with our closed list of codes in its data. (Main and the database process
 * turn whatever was thrown into it; see `asFailure`.)
 */
export const base = oc.$meta<QuestionMeta>({}).errors({ FAILED: { status: 500, data: errorDataSchema } });

/** Every request about a database carries its id; main forwards it unchanged. */
export const ofDatabase = z.object({ database: z.string().min(1) });

/** An answer from a process of ours whose shape the compiler already checked; bulk is not validated again at run time. */
export const answer = <T>() => z.custom<T>();
