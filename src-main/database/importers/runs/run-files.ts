import type { OfferedFile } from '../offer.ts';
import type { RunEntry, RunLog } from './run-log.ts';

/** The files of one run; of several, where the program was started again and its loggers went on in the same files. */
export interface RunFiles {
  readonly id: string;
  readonly experiment: string;
  readonly name: string;
  readonly files: readonly { readonly file: OfferedFile; readonly log: RunLog }[];
}

/** Something told of the run that is the `part`th in these files, from 0. */
export interface PartEntry {
  readonly part: number;
  readonly entry: Exclude<RunEntry, { readonly kind: 'restart' }>;
  readonly file: OfferedFile;
}

export async function* entriesIn({ files }: RunFiles, signal?: AbortSignal): AsyncGenerator<PartEntry> {
  for (const { file, log } of files) {
    let part = 0;
    signal?.throwIfAborted();
    for await (const entry of log.read(file)) {
      if (entry.kind === 'restart') part += 1;
      else yield { part, entry, file };
    }
  }
}
