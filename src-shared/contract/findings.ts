import { z } from 'zod';
import type { Cell } from '../model/cell.ts';
import { pageRequestSchema } from '../model/filter.ts';
import type { FindingInfo } from '../model/finding.ts';
import { leftOutLevelSchema } from '../model/left-out.ts';
import type { Page } from '../model/page.ts';
import { answer, base, ofDatabase } from './base.ts';

const ofFinding = ofDatabase.extend({
  finding: z.string(),
  /** By parameter; what is left out takes its default. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
});

/** What a check named. */
export interface Named {
  readonly lens: string;
  readonly title: string;
  readonly ids: readonly string[];
}

/** Checks of an experiment that its lens makes possible. Each is asked for by itself and may be cancelled. */
export const findings = {
  /** Costs nothing. */
  list: base.input(ofDatabase).output(answer<readonly FindingInfo[]>()),
  /** How many rows are wrong: 0 where all is well. */
  count: base.input(ofFinding.extend({ request: pageRequestSchema })).output(z.number()),
  page: base.input(ofFinding.extend({ request: pageRequestSchema })).output(answer<Page>()),
  cell: base.input(ofFinding.extend({ key: z.string(), column: z.string() })).output(answer<Cell>()),
  /** The statement with its values written into it, as one could run it. */
  sql: base.input(ofFinding).output(z.string()),
  /** The ids of what it names, whole or as far as filters leave it; through which lens, and what the check is called. */
  named: base
    .input(
      ofFinding.extend({
        level: leftOutLevelSchema,
        request: pageRequestSchema.pick({ conditions: true, search: true }),
      }),
    )
    .output(answer<Named>()),
};
