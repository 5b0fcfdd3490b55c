import type { ActionId } from '../actions.ts';
import type { AlertState } from '../alerts/rule.ts';
import type { DatabaseInfo } from './database.ts';
import type { ImportTarget } from './import.ts';
import type { ImportJob } from './import-job.ts';

/** A database that was opened before. */
export interface Recent {
  readonly database: Pick<DatabaseInfo, 'id' | 'label' | 'source'>;
  /** ISO 8601 UTC. */
  readonly opened: string;
  readonly pinned: boolean;
}

/** Something a person waits for: reported by the main process, shown in the status bar. */
export interface Job {
  readonly id: string;
  readonly title: string;
  /** 0–1, or `null` while unknown. */
  readonly progress: number | null;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly message: string | null;
}

/** What the main process tells every window without being asked. */
export type AppEvent =
  | { readonly kind: 'databases'; readonly databases: readonly DatabaseInfo[] }
  | { readonly kind: 'recents'; readonly recents: readonly Recent[] }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'import'; readonly job: ImportJob }
  /** Rows came into a database or were taken back: what was read of it is out of date. */
  | { readonly kind: 'imported'; readonly into: ImportTarget }
  /** Other things are left out of a database now: what was read of it is out of date. */
  | { readonly kind: 'left-out'; readonly database: string }
  /** Marks were made, changed or removed in some window. */
  | { readonly kind: 'marks' }
  /** Images behind pictures were put there, moved or removed in some window. */
  | { readonly kind: 'backgrounds' }
  /** What the rules of measures have found, and how watching goes. */
  | { readonly kind: 'alerts'; readonly alerts: AlertState }
  /** Show this database: it was opened from a command line, the file manager or a second start. */
  | { readonly kind: 'show'; readonly database: string }
  /** The same of a workspace. */
  | { readonly kind: 'show-workspace'; readonly workspace: string }
  | { readonly kind: 'action'; readonly action: ActionId };
