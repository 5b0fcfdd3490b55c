import { z } from 'zod';
import { answer, base, ofDatabase } from './base.ts';

/** What a person should see in the rows and would not expect. */
export const surprises = {
  /** Ids of what can be looked for; costs nothing. */
  list: base.input(ofDatabase).output(answer<readonly string[]>()),
  /** Looks for one: a sentence, or `null` where all is as expected or it could not be found out in time. */
  find: base.input(ofDatabase.extend({ surprise: z.string() })).output(answer<string | null>()),
};
