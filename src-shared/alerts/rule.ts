import { z } from 'zod';

/** When a person wants to be told. */
export const alertKinds = ['below', 'above', 'silent', 'nan'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** A rule of a measure of one database. */
const alertRuleSchema = z.object({
  id: z.string(),
  measure: z.string(),
  title: z.string().max(500),
  kind: z.enum(alertKinds),
  /** The threshold, or minutes without data; of no use for `nan`. */
  value: z.number(),
  on: z.boolean(),
  /** Whose lines are watched: these episodes over their steps, or these sessions over their episodes; all where both are empty. */
  sessions: z.array(z.string()).max(1000).default([]),
  episodes: z.array(z.string()).max(1000).default([]),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

/** Where the rules of a database are kept, among Starling's settings and never in the database. */
export const rulesKey = (database: string): string => `${RULES}${database}`;

export const RULES = 'alerts ';

/** What was kept and can be read. */
export function readRules(stored: unknown): readonly AlertRule[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((each) => {
    const read = alertRuleSchema.safeParse(each);
    return read.success ? [read.data] : [];
  });
}

/** `Loss rises above 2`. */
export function ruleText({ title, kind, value }: Pick<AlertRule, 'title' | 'kind' | 'value'>): string {
  switch (kind) {
    case 'below':
      return `${title} falls below ${value}`;
    case 'above':
      return `${title} rises above ${value}`;
    case 'silent':
      return `${title} has no data for ${value} min`;
    case 'nan':
      return `${title} is not finite`;
  }
}

/** A rule that was broken, until a person has seen it. */
export interface Alarm {
  /** Another one each time that a rule is broken. */
  readonly id: string;
  readonly database: string;
  readonly rule: string;
  readonly text: string;
  readonly why: string;
  /** Whether the desktop has shown a notification of it. */
  readonly shown: boolean;
}

/** How watching a database is going. */
export interface Watching {
  readonly database: string;
  readonly label: string;
  readonly rules: number;
  /** Why it cannot be looked at; tried again all the same. */
  readonly failure: string | null;
}

/** What is watched, and what was found. */
export interface AlertState {
  readonly alarms: readonly Alarm[];
  readonly watching: readonly Watching[];
}
