import type { SupportedMessagePort } from '@orpc/client/message-port';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { answerOrFail } from '#shared/contract/failed.ts';
import { processContract } from '#shared/contract/lifecycle.ts';
import { browseHandlers } from './handlers/browse-handlers.ts';
import { lifecycleHandlers } from './handlers/lifecycle-handlers.ts';
import { tableHandlers } from './handlers/table-handlers.ts';
import { OpenedDatabase } from './opened-database.ts';

const os = implement(processContract).use(({ next }) => answerOrFail(async () => next()));

/** What the handlers are built from: the contract with our errors. */
export type ProcessImplementer = typeof os;

/** Serves one database over a port until the process ends. A host's entry calls this once. */
export function serveDatabase(port: SupportedMessagePort): void {
  const opened = new OpenedDatabase();
  const router = { ...lifecycleHandlers(os, opened), ...browseHandlers(os, opened), ...tableHandlers(os, opened) };
  new RPCHandler(router).upgrade(port);
}
