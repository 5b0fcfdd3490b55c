import { z } from 'zod';
import { profileSchema } from '../model/profile.ts';

export const withPassword = z.object({ profile: profileSchema, password: z.string().optional() });

/** What to open, secrets included: this never travels to or from a window. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string() }),
  z.object({ kind: z.literal('folder'), path: z.string() }),
  withPassword.extend({ kind: z.literal('postgres') }),
]);
