import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Cell } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';

/**
 * Where a row stands in a list: what it was sorted by and what identifies it, exact to the last bit. Windows carry it
 * about without looking inside.
 */
export interface RowKey {
  /** Values of the sort, in order; `cut` where one was too large to carry: it is looked up by the key again. */
  readonly sort: readonly SortValue[];
  readonly key: readonly Cell[];
}

export type SortValue = { readonly cell: Cell } | 'cut';

const scalar = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  z.string(),
  z.object({
    k: z.enum([
      'int',
      'decimal',
      'float',
      'date',
      'time',
      'timestamp',
      'timestamptz',
      'interval',
      'uuid',
      'enum',
      'bit',
      'json',
      'other',
    ]),
    t: z.string(),
  }),
  z.object({ k: z.literal('blob'), size: z.number(), hex: z.string().regex(/^([0-9a-f]{2})*$/) }),
]);
const shape = z.tuple([z.array(z.union([z.tuple([scalar]), z.literal(0)])), z.array(scalar)]);

export function encodeRowKey({ sort, key }: RowKey): string {
  const json = JSON.stringify([sort.map((value) => (value === 'cut' ? 0 : [value.cell])), key]);
  return Buffer.from(json).toString('base64url');
}

/** Throws a Failure for anything that is not a key of a list with so many sort and key values. */
export function decodeRowKey(text: string, expected: { readonly sort?: number; readonly key: number }): RowKey {
  const parsed = shape.safeParse(parse(text));
  if (!parsed.success) throw notOurs();
  const [sort, key] = parsed.data;
  if (key.length !== expected.key || sort.length !== (expected.sort ?? sort.length)) throw notOurs();
  return { sort: sort.map((value) => (value === 0 ? 'cut' : { cell: value[0] })), key };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw notOurs();
  }
}

function notOurs(): Failure {
  return new Failure('BAD_INPUT', 'This row belongs to another list or order. Load the list again from its start.');
}
