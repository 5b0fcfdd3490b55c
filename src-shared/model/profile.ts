import { z } from 'zod';

export const sslModeSchema = z.enum(['disable', 'prefer', 'require', 'verify-ca', 'verify-full']);
export type SslMode = z.infer<typeof sslModeSchema>;

/** How to reach a Postgres database. The password is not part of it: it never comes back from the main process. */
export const profileSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1).max(200),
  /** Host name, address, or the absolute path of a socket folder. */
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(5432),
  database: z.string().min(1),
  user: z.string().min(1),
  sslMode: sslModeSchema.default('prefer'),
  /** Path of a CA certificate (PEM). */
  caFile: z.string().nullable().default(null),
  applicationName: z.string().default('Starling'),
  /** Where writers send a NOTIFY when they have written; without one the server is asked every few seconds. */
  channel: z.string().min(1).max(63).optional(),
});
export type Profile = z.infer<typeof profileSchema>;

/** A profile as lists show it. */
export interface ProfileInfo extends Profile {
  /** Whether a password is kept (in the keyring, or in memory until the application ends). */
  readonly hasPassword: boolean;
}
