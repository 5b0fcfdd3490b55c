import type { AnyContractProcedure } from '@orpc/contract';
import type { QuestionMeta } from '#shared/contract/base.ts';
import { isStream } from '#shared/contract/failed.ts';
import { databaseContract } from '#shared/contract/index.ts';
import type { ProcessClient } from '#shared/contract/lifecycle.ts';
import type { PassingOn } from '#shared/contract/text-answers.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type { Databases } from './databases.ts';

interface Call {
  readonly input: { readonly database: string };
  readonly signal?: AbortSignal | undefined;
}

type Ask = (input: Call['input'], options: { signal?: AbortSignal; context: PassingOn }) => Promise<unknown>;
type Handlers = { readonly [group: string]: { readonly [question: string]: (call: Call) => Promise<unknown> } };

/**
 * A handler for every question of the database contract: it passes the validated input on to the process of that
 * database and its answer back as it came, so that a new question needs nothing here.
 */
export function forwardingHandlers(databases: Databases): Handlers {
  const groups = Object.entries(databaseContract).map(([group, questions]) => {
    const handlers = Object.entries(questions).map(
      ([question, asked]: [string, AnyContractProcedure]) =>
        [question, forward(databases, asked['~orpc'].meta, group, question)] as const,
    );
    return [group, Object.fromEntries(handlers)] as const;
  });
  return Object.fromEntries(groups);
}

function forward(databases: Databases, meta: QuestionMeta, group: string, question: string) {
  return async ({ input, signal }: Call): Promise<unknown> => {
    const ask = (client: ProcessClient): Promise<unknown> => {
      const procedures = client[group as keyof ProcessClient] as unknown as Record<string, Ask>;
      return (procedures[question] as Ask)(input, { ...(signal && { signal }), context: { passedOn: true } });
    };
    const request = meta.urgent?.(input) ? 'requestUrgently' : 'request';
    if (meta.leadsToUrgent) databases.prepareForUrgent(input.database);
    const answer = await databases[request](input.database, ask, signal);
    return isStream(answer) ? relay(answer, signal) : answer;
  };
}

/** A stream whose process may die half-way: its end becomes one of our failures. */
async function* relay(stream: AsyncIterable<unknown>, signal: AbortSignal | undefined): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code !== 'CANCELLED' || signal?.aborted) throw failure;
    throw new Failure('PROCESS_ENDED', 'The database process ended while it was answering; reopen the database', {
      cause: thrown,
    });
  }
}
