import { z } from 'zod';

/**
 * An expression over the columns of one table of a lens, as JSON. A bare string is a column. What names a column the
 * database lacks is left out by the engine that compiles it, with whatever is built on it (but `coalesce` and `hypot`
 * go on with the parts that exist).
 */
export type Expression =
  | string
  | { readonly value: string | number | boolean | null }
  | JsonValue
  | { readonly call: ExpressionCall; readonly of: readonly Expression[] }
  | LookUp
  | Choice;

/** A value inside a JSON column: text, unless `number`, or `sum`: of the numbers in the object there. */
export interface JsonValue {
  readonly json: string;
  readonly path: readonly string[];
  readonly as?: 'text' | 'number' | 'sum' | undefined;
  /** Which item of the array at the path, from 0. */
  readonly item?: Expression | undefined;
}

/** A value from one row of another table: where its columns equal these expressions over the present row. NULL without such a row. */
export interface LookUp {
  readonly lookUp: string;
  readonly where: Readonly<Record<string, Expression>>;
  /** Over the columns of the other table. */
  readonly value: Expression;
}

/** The first case whose text the chosen text is or ends with; `otherwise` (NULL without it) when there is none. */
export interface Choice {
  readonly choose: Expression;
  readonly when: 'is' | 'ends with';
  readonly cases: readonly (readonly [text: string, then: string | number | boolean])[];
  readonly otherwise?: Expression | undefined;
}

export const expressionCalls = [
  'add',
  'sub',
  'mul',
  'div',
  'hypot',
  'abs',
  'coalesce',
  'concat',
  'replace',
  'after',
  'number',
  'text',
  'seconds',
  'moment',
  'unless',
  'infinite',
] as const;

/**
 * `add`…`div` arithmetic in doubles (division by zero is NULL); `hypot` length of a vector whose NULL parts count as 0
 * unless all are NULL; `coalesce`; `concat` NULL as empty; `replace` every second text in the first by the third;
 * `after` what follows the second text in the first up to the end of its line, NULL where it is not in it;
 * `number`/`text` casts that give NULL instead of failing; `seconds` epoch seconds of a time;
 * `moment` the time of epoch seconds; `unless` the first, NULL where the second is true; `infinite` ±∞ where a store that
 * cannot hold it has written the largest double there is.
 */
export type ExpressionCall = (typeof expressionCalls)[number];

export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ value: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
    z.strictObject({
      json: z.string(),
      path: z.array(z.string()),
      as: z.enum(['text', 'number', 'sum']).optional(),
      item: expressionSchema.optional(),
    }),
    z.strictObject({ call: z.enum(expressionCalls), of: z.array(expressionSchema) }),
    z.strictObject({
      lookUp: z.string(),
      where: z.record(z.string(), expressionSchema),
      value: expressionSchema,
    }),
    z.strictObject({
      choose: expressionSchema,
      when: z.enum(['is', 'ends with']),
      cases: z.array(z.tuple([z.string(), z.union([z.string(), z.number(), z.boolean()])])),
      otherwise: expressionSchema.optional(),
    }),
  ]),
);
