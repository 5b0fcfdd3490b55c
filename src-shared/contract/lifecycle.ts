import { z } from 'zod';
import type { ConnectionInfo } from '../model/database.ts';
import { profileSchema } from '../model/profile.ts';
import { openOptionsSchema } from '../model/source.ts';
import { answer, base } from './base.ts';

/**
 * What main tells a database process, and nobody else may: `open` comes first and once. A Postgres source arrives with
 * its profile and password; they never travel to a window.
 */
export const lifecycle = {
  open: base
    .input(
      z.object({
        target: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('file'), path: z.string() }),
          z.object({ kind: z.literal('folder'), path: z.string() }),
          z.object({ kind: z.literal('postgres'), profile: profileSchema, password: z.string().optional() }),
        ]),
        options: openOptionsSchema.default({}),
        /** A folder of Starling's own for snapshots and spill files of this process; emptied when it ends. */
        scratch: z.string(),
      }),
    )
    .output(answer<ConnectionInfo>()),
  /** Closes the connection; the process ends afterwards. */
  close: base.output(z.void()),
};
