import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Connection } from '../drivers/driver.ts';
import type { Dialect } from '../sql/dialect.ts';
import type { Spans } from './binding/spans.ts';

/** What code of a lens may know of the database it looks at. */
export interface LensContext {
  readonly connection: Connection;
  readonly dialect: Dialect;
  /** Finds a table of the lens's schema by name, derived ones included. */
  readonly find: (table: string) => TableInfo | undefined;
  /** Where days begin and end: an IANA name ("Europe/Berlin"). */
  readonly timeZone: string;
  /** What of sessions' times is left out, if anything. */
  readonly leftOut?: Spans | undefined;
}
