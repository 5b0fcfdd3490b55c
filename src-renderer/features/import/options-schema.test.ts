import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isHabit, optionFields } from './options-schema.ts';

const schema = z.toJSONSchema(
  z.object({
    table: z.string().optional().meta({ title: 'Table', description: 'Where rows go' }),
    header: z.boolean().optional(),
    skip: z.number().int().min(0).optional(),
    rate: z.number().positive().default(30).meta({ title: 'Frame rate' }),
    decimal: z.enum(['auto', '.', ',']).default('auto'),
    nullWords: z.array(z.string()).default([]),
    types: z.record(z.string(), z.enum(['VARCHAR', 'DOUBLE'])).default({}),
    scale: z.number().nullable().default(null),
  }),
  { io: 'input', unrepresentable: 'any' },
);
const fields = new Map(optionFields(schema).map((field) => [field.name, field]));

describe('options of an importer', () => {
  it.each([
    ['table', 'text'],
    ['header', 'switch'],
    ['skip', 'number'],
    ['rate', 'number'],
    ['decimal', 'choice'],
    ['nullWords', 'words'],
    ['types', 'by column'],
    ['scale', 'number'],
  ])('%s is given as %s', (name, kind) => expect(fields.get(name)?.kind).toBe(kind));

  it('keep titles, descriptions, bounds and defaults', () => {
    expect(fields.get('table')).toMatchObject({ title: 'Table', description: 'Where rows go', fallback: undefined });
    expect(fields.get('skip')).toMatchObject({ whole: true, minimum: 0, maximum: undefined });
    expect(fields.get('rate')).toMatchObject({ whole: false, fallback: 30, title: 'Frame rate' });
    expect(fields.get('decimal')?.choices).toEqual(['auto', '.', ',']);
    expect(fields.get('types')?.choices).toEqual(['VARCHAR', 'DOUBLE']);
  });

  it('are remembered for the next files unless they name these', () => {
    expect([...fields.values()].filter(isHabit).map(({ name }) => name)).toEqual([
      'header',
      'skip',
      'rate',
      'decimal',
      'nullWords',
      'scale',
    ]);
  });
});
