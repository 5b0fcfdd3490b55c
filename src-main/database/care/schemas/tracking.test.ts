import { describe, expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase } from '../../testing/engines.ts';
import { type TrackingEngine, type TrackingGeneration, trackingGenerations, trackingSchema } from './tracking.ts';

const engines: readonly TrackingEngine[] = ['duckdb', 'sqlite', 'postgres'];
const cases = engines.flatMap((engine) => trackingGenerations.map((generation) => ({ engine, generation })));

/** Counted by hand in the schema's own documentation. */
const expected: Readonly<
  Record<TrackingGeneration, { tables: number; types: number; properties: number; key: number }>
> = {
  A: { tables: 8, types: 5, properties: 18, key: 3 },
  B: { tables: 8, types: 6, properties: 18, key: 4 },
  C: { tables: 8, types: 6, properties: 18, key: 4 },
  D: { tables: 7, types: 6, properties: 20, key: 4 },
  E: { tables: 7, types: 7, properties: 28, key: 4 },
};

describe.each(cases)('tracking schema $generation on $engine', ({ engine, generation }) => {
  it('can be created, with its tables, keys, references and vocabulary', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...trackingSchema(generation, engine));
    const connection = await database.open();
    const { tables } = await connection.catalogue();
    const table = (name: string) => tables.find((each) => each.name === name);

    expect(tables).toHaveLength(expected[generation].tables);
    expect(table('observations')?.primaryKey).toHaveLength(expected[generation].key);
    expect(
      table('extended_properties')
        ?.foreignKeys.map((key) => key.references.name)
        .sort(),
    ).toEqual(['observations', 'property_definitions']);
    expect(table('categories') !== undefined).toBe(generation >= 'C');
    expect(table('property_category_mapping') !== undefined).toBe(generation <= 'C');
    // SQLite has no comments.
    expect(table('sessions')?.comment).toBe(engine === 'sqlite' ? null : 'Simulation runs and recording sessions');
    const count = async (name: string) => (await connection.rows(raw(`select count(*) from ${name}`))).rows[0]?.[0];
    expect(await count('agent_types')).toBe(expected[generation].types);
    expect(await count('property_definitions')).toBe(expected[generation].properties);
  });
});
