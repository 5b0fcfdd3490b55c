import type { SupportedMessagePort } from '@orpc/client/message-port';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { answerOrFail } from '#shared/contract/failed.ts';
import { processContract } from '#shared/contract/lifecycle.ts';
import { sendsTextAsItIs } from '#shared/contract/text-answers.ts';
import { browseHandlers } from './handlers/browse-handlers.ts';
import { coverageHandlers } from './handlers/coverage-handlers.ts';
import { densityHandlers } from './handlers/density-handlers.ts';
import { drawingHandlers } from './handlers/drawing-handlers.ts';
import { exportHandlers } from './handlers/export-handlers.ts';
import { findingHandlers } from './handlers/finding-handlers.ts';
import { followHandlers } from './handlers/follow-handlers.ts';
import { importHandlers } from './handlers/import-handlers.ts';
import { lifecycleHandlers } from './handlers/lifecycle-handlers.ts';
import { questionHandlers } from './handlers/question-handlers.ts';
import { stateHandlers } from './handlers/state-handlers.ts';
import { tableHandlers } from './handlers/table-handlers.ts';
import { trainingHandlers } from './handlers/training-handlers.ts';
import { transcriptHandlers } from './handlers/transcript-handlers.ts';
import { OpenedDatabase } from './opened-database.ts';

const os = implement(processContract).use(({ next }) => answerOrFail(async () => next()));

/** What the handlers are built from: the contract with our errors. */
export type ProcessImplementer = typeof os;

/** Serves one database over a port until the process ends. A host's entry calls this once. */
export function serveDatabase(port: SupportedMessagePort): void {
  const opened = new OpenedDatabase();
  const router = {
    ...lifecycleHandlers(os, opened),
    ...browseHandlers(os, opened),
    ...transcriptHandlers(os, opened),
    ...densityHandlers(os, opened),
    ...tableHandlers(os, opened),
    ...drawingHandlers(os, opened),
    ...questionHandlers(os, opened),
    ...stateHandlers(os, opened),
    ...coverageHandlers(os, opened),
    ...trainingHandlers(os, opened),
    ...findingHandlers(os, opened),
    ...followHandlers(os, opened),
    ...importHandlers(os, opened),
    ...exportHandlers(os, opened),
  };
  const endWhenBroken = async <T>({ next }: { next(): Promise<T> }): Promise<T> => {
    const answer = await next();
    if (opened.isBroken) setTimeout(() => process.exit(brokenCode), timeToAnswer);
    return answer;
  };
  new RPCHandler(router, { interceptors: [endWhenBroken], ...sendsTextAsItIs }).upgrade(port);
}

/** An engine that broke answers nothing any more: the process ends, and the window offers to reopen the database. */
const brokenCode = 71;

/** How long the failure that broke the engine has to reach the window, in milliseconds. */
const timeToAnswer = 100;
