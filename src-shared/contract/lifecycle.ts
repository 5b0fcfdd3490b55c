import { type ContractRouterClient, eventIterator } from '@orpc/contract';
import { z } from 'zod';
import type { ConnectionInfo } from '../model/database.ts';
import { leavingOutSchema, NOTHING_LEFT_OUT } from '../model/left-out.ts';
import { lensFileSchema } from '../model/lens-file.ts';
import { sampleSizeSchema } from '../model/sample.ts';
import { openOptionsSchema } from '../model/source.ts';
import { answer, base } from './base.ts';
import { exporting } from './exporting.ts';
import { importing } from './importing.ts';
import { databaseContract } from './index.ts';
import type { ProfileTest } from './profiles.ts';
import { targetSchema, withPassword } from './target.ts';

/** What main tells a database process, and nobody else may. */
export const lifecycle = {
  /** Comes first and once. */
  open: base
    .input(
      z.object({
        target: targetSchema,
        options: openOptionsSchema.default({}),
        /** A folder of Starling's own for snapshots and spill files of this process; removed when it ends. */
        scratch: z.string(),
        /** A folder of Starling's own where long series are prepared (see `pyramids.ts`); none are without it. */
        pyramids: z.string().optional(),
        /** Lenses that people drew. */
        lenses: z.array(lensFileSchema).default([]),
        /** What people left out of this database. */
        leavingOut: leavingOutSchema.default(NOTHING_LEFT_OUT),
        /** A DuckDB file is opened for writing, for an import of these files. */
        writing: z.object({ paths: z.array(z.string()), scratch: z.string() }).optional(),
      }),
    )
    .output(answer<OpenAnswer>()),
  /** The lenses that people drew are other ones now. */
  takeLenses: base.input(z.object({ lenses: z.array(lensFileSchema) })).output(z.void()),
  /** People left other things out of this database now. */
  takeLeavingOut: base.input(leavingOutSchema).output(z.void()),
  /** Days begin and end by another time zone now; by the computer's own without one. */
  takeTimeZone: base.input(z.object({ timeZone: z.string().optional() })).output(z.void()),
  /** Another process has written to the database: its tables, and the lens that fits them, may be other ones. */
  lookAgain: base.output(z.void()),
  /** Answers at once, unless a statement blocks the process. */
  ping: base.output(z.void()),
  /** Closes the connection; the process may be ended afterwards. */
  close: base.output(z.void()),
  testProfile: base.input(withPassword).output(answer<ProfileTest>()),
  /** Simulates the sample into a new file; yields the share that is done. */
  makeSample: base.input(z.object({ path: z.string(), size: sampleSizeSchema })).output(eventIterator(z.number())),
};

export interface OpenAnswer {
  readonly connection: ConnectionInfo;
  /** False where only ending the process stops a running statement. */
  readonly interruptible: boolean;
}

/** Everything a database process answers. */
export const processContract = { lifecycle, importing, exporting, ...databaseContract };
export type ProcessClient = ContractRouterClient<typeof processContract>;
