import type { ErrorData } from './failure.ts';
import type { Engine, Source } from './source.ts';

/** What the driver says about an open connection. */
export interface ConnectionInfo {
  readonly engine: Engine;
  /** e.g. `DuckDB 1.5.6`, `SQLite 3.53.1`, `PostgreSQL 18.4`. */
  readonly engineVersion: string;
  readonly readOnly: boolean;
  /** Sentences a person should see about how it was opened ("Opened a snapshot taken at …"). */
  readonly notices: readonly string[];
  /** When the content was copied, for a snapshot; ISO 8601 UTC. */
  readonly snapshotTaken: string | null;
}

export type DatabaseState = 'opening' | 'open' | 'failed' | 'crashed' | 'closed';

/** One database of the window's tree, open or about to be. */
export interface DatabaseInfo {
  /** Stable over restarts: derived from the source, safe in an address. */
  readonly id: string;
  /** What people call it: the file's or the profile's name. */
  readonly label: string;
  readonly source: Source;
  readonly state: DatabaseState;
  readonly connection: ConnectionInfo | null;
  /** Why it is not open, for `failed` and `crashed`. */
  readonly failure: ErrorData | null;
}
