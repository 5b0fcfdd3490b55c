import { z } from 'zod';

export const engineSchema = z.enum(['duckdb', 'sqlite', 'postgres']);
export type Engine = z.infer<typeof engineSchema>;

export const engineTitles: Readonly<Record<Engine, string>> = {
  duckdb: 'DuckDB',
  sqlite: 'SQLite',
  postgres: 'Postgres',
};

/**
 * Where a database is. `file` may be a DuckDB or SQLite database or a data file (parquet, CSV, …), `folder` a folder of
 * data files: what it is decides its content, never its extension.
 */
export const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string().min(1) }),
  z.object({ kind: z.literal('folder'), path: z.string().min(1) }),
  z.object({ kind: z.literal('postgres'), profile: z.string().min(1) }),
]);
export type Source = z.infer<typeof sourceSchema>;

/** How to open it. Without these: read-only, in place. */
export const openOptionsSchema = z.object({
  /** Key of an encrypted DuckDB file. Kept in memory only. */
  key: z.string().optional(),
  /** Open a verified copy of a file that another process has locked. */
  snapshot: z.boolean().optional(),
  /** Where days begin and end: an IANA name (`Europe/Berlin`); that of the settings, or else the computer's own, without. */
  timeZone: z.string().optional(),
});
export type OpenOptions = z.infer<typeof openOptionsSchema>;
