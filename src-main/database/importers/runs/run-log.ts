import type { OfferedFile } from '../offer.ts';

/** What a file of a logger tells, in its order; `line` is that of the file, or the number of the record, from 1. */
export type RunEntry =
  | {
      readonly kind: 'metric';
      readonly line: number;
      readonly metric: string;
      readonly step: number | null;
      readonly value: number;
      /** Epoch seconds. */
      readonly wallTime: number | null;
    }
  | ({ readonly kind: 'episode'; readonly line: number } & SeenEpisode)
  /** Something known of the run as a whole. */
  | { readonly kind: 'config'; readonly config: Readonly<Record<string, unknown>> }
  | { readonly kind: 'started'; readonly started: number }
  /** The program was started again: what follows is of a run of its own. */
  | { readonly kind: 'restart' }
  /** A row or record that cannot be taken. */
  | { readonly kind: 'reject'; readonly line: number | null; readonly reason: string; readonly raw: string }
  /** Something that is left out on purpose: why, and what it is called; nothing for what the file has once. */
  | { readonly kind: 'left out'; readonly what: string; readonly name?: string | undefined };

export interface SeenEpisode {
  readonly reward: number | null;
  readonly length: number | null;
  /** Epoch seconds, or seconds since an unknown start. */
  readonly ended: number | null;
  readonly environment: number;
  /** Further columns. */
  readonly extra: Readonly<Record<string, string>>;
}

/** A kind of log file. */
export interface RunLog {
  readonly id: string;
  /** By its content; a sentence says by what. */
  knows(file: OfferedFile): Promise<string | null>;
  read(file: OfferedFile): AsyncGenerator<RunEntry>;
}
