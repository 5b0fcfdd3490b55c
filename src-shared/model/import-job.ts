import type { ErrorData } from './failure.ts';
import type { ImportProgress, ImportReport, ImportTarget } from './import.ts';

/** An import as the application knows it: it goes on when the window that asked for it is closed. */
export interface ImportJob {
  readonly id: string;
  /** What people call the files. */
  readonly title: string;
  readonly into: ImportTarget;
  /** What people call the target. */
  readonly target: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly bytes: number;
  readonly progress: ImportProgress | null;
  /** One per set of files that is over, in order. */
  readonly reports: readonly ImportReport[];
  /** ISO 8601 UTC. */
  readonly queued: string;
  readonly started: string | null;
  readonly finished: string | null;
  /** Why the import as a whole failed (no target, a process that ended); sets have failures of their own. */
  readonly failure: ErrorData | null;
}
