import { expect, it } from 'vitest';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { acousticLayouts, acousticSchema } from './acoustic.ts';

/** Columns of studies, participants, audio, biomechanics, synchronisations and cycles, as counted in the application. */
const counted: Readonly<Record<(typeof acousticLayouts)[number], readonly number[]>> = {
  a74859e: [3, 4, 68, 24, 47, 25],
  e84233e: [3, 4, 69, 25, 47, 25],
  '75af70a': [3, 4, 70, 23, 47, 25],
  '497b2b7': [3, 4, 70, 23, 48, 25],
  '9caad0b': [3, 4, 70, 23, 48, 25],
  '164ad5e': [3, 4, 70, 23, 48, 35],
  '3dc3775': [3, 4, 70, 23, 56, 45],
  '790e775': [3, 4, 70, 23, 58, 49],
  head: [5, 2, 66, 24, 59, 70],
  alembic: [5, 2, 76, 20, 47, 66],
};
const tables = [
  'studies',
  'participants',
  'audio_processing',
  'biomechanics_imports',
  'synchronizations',
  'movement_cycles',
];

const cases = engines.flatMap((engine) => acousticLayouts.map((layout) => ({ engine, layout })));

it.each(cases)('makes layout $layout on $engine with as many columns as the application has', async (given) => {
  const { engine, layout } = given;
  await using database = await createTestDatabase(engine);
  await database.execute(...acousticSchema(layout, engine));
  const connection = await database.open();
  const catalogue = await connection.catalogue();
  const found = (table: string) => catalogue.tables.find(({ name }) => name === table);
  expect(tables.map((name) => found(name)?.columns.length)).toEqual(counted[layout]);
  const cycles = found('movement_cycles');
  if (engine !== 'sqlite') expect(cycles?.comment).toContain('Movement cycles');
  expect(cycles?.foreignKeys.length).toBe(4);
  expect(found('audio_processing')?.columns.find(({ name }) => name === 'qc_fail_segments')?.kind).toBe(
    engine === 'sqlite' ? 'json' : 'nested',
  );
  const references = (table: string) => found(table)?.foreignKeys.map(({ references: { name } }) => name);
  const isMutual = layout !== 'a74859e';
  expect(references('audio_processing')).toHaveLength(isMutual ? 2 : 1);
  // DuckDB refers to what is there already, so only one of two tables refers to the other.
  expect(references('biomechanics_imports')).toHaveLength(isMutual && engine !== 'duckdb' ? 2 : 1);
});
