import { implement } from '@orpc/server';
import { answerOrFail } from '#shared/contract/failed.ts';
import { contract } from '#shared/contract/index.ts';

/** What handlers of the contract are made with: whatever they throw becomes FAILED. */
export const os = implement(contract).use(({ next }) => answerOrFail(async () => next()));
