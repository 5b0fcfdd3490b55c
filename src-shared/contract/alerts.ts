import { z } from 'zod';
import { base } from './base.ts';

/** Rules of measures are kept among the settings and watched by main; what it finds comes as an event. */
export const alerts = {
  /** A person has seen the alarms of these rules. */
  dismiss: base.input(z.object({ rules: z.array(z.string()).max(10_000) })).output(z.void()),
};
