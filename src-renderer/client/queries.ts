import { useQuery } from '@tanstack/react-query';
import type { Catalogue, TableRef } from '#shared/model/catalogue.ts';
import type { LensChoice } from '#shared/model/experiment.ts';
import type { ErrorData } from '#shared/model/failure.ts';
import type { QuestionInfo } from '#shared/model/question.ts';
import { orpc } from './client.ts';
import { failureOf } from './failure.ts';

/** One answer as a screen needs it: what is there, what went wrong, and how to ask again. */
export interface Answer<T> {
  readonly data: T | undefined;
  readonly failure: ErrorData | undefined;
  /** Nothing to show yet. */
  readonly waiting: boolean;
  /** Asking now, perhaps again. */
  readonly asking: boolean;
  again(): void;
}

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly fetchStatus: 'fetching' | 'paused' | 'idle';
  readonly isEnabled: boolean;
  refetch(): unknown;
}

/** A TanStack query's result as an {@link Answer}. */
export function answerOf<T>(asked: Asked<T>): Answer<T> {
  return {
    data: asked.data,
    failure: wasStopped(asked) ? stopped : failureIn(asked.error),
    waiting: asked.isPending && !wasStopped(asked),
    asking: asked.isFetching,
    again: () => void asked.refetch(),
  };
}

const stopped: ErrorData = { code: 'CANCELLED', message: 'Reading was cancelled' };

function failureIn(error: unknown): ErrorData | undefined {
  return error === null || error === undefined ? undefined : failureOf(error);
}

/** Whether a person cancelled it: nothing came, nothing failed, and nothing is asked. */
export function wasStopped({ isPending, fetchStatus, isEnabled }: Omit<Asked<unknown>, 'refetch'>): boolean {
  return isPending && fetchStatus === 'idle' && isEnabled;
}

export function useCatalogue(database: string): Answer<Catalogue> {
  return answerOf(useQuery(orpc.tables.catalogue.queryOptions({ input: { database } })));
}

export function useLens(database: string): Answer<LensChoice> {
  return answerOf(useQuery(orpc.lens.get.queryOptions({ input: { database } })));
}

/** The named questions that the lens of a database can answer. */
export function useQuestions(database: string): Answer<readonly QuestionInfo[]> {
  return answerOf(useQuery(orpc.questions.list.queryOptions({ input: { database } })));
}

export function sameTable(one: TableRef, other: TableRef): boolean {
  return one.schema === other.schema && one.name === other.name;
}
