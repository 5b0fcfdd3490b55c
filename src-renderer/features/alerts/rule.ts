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
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

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
