import { expect, it } from 'vitest';
import { createTestDatabase } from '../../testing/engines.ts';
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

it.each(acousticLayouts)('makes layout %s with as many columns as the application has', async (layout) => {
  await using database = await createTestDatabase('postgres');
  await database.execute(...acousticSchema(layout));
  const connection = await database.open();
  const catalogue = await connection.catalogue();
  const columns = tables.map((name) => catalogue.tables.find((table) => table.name === name)?.columns.length);
  expect(columns).toEqual(counted[layout]);
  const cycles = catalogue.tables.find((table) => table.name === 'movement_cycles');
  expect(cycles?.comment).toContain('Movement cycles');
  expect(cycles?.foreignKeys.length).toBe(4);
});
