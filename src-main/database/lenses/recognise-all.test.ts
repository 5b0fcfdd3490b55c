import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { lenses } from './lenses.ts';
import { openLens } from './open-lens.ts';
import { openFolder } from './testing/runs/folder.ts';
import { folderSamples } from './testing/runs/folder-samples.ts';
import { samples } from './testing/samples.ts';

const fitting = (alternatives: readonly { readonly id: string; readonly fits: boolean }[]) =>
  alternatives.flatMap(({ id, fits }) => (fits ? [id] : []));

describe('samples', () => {
  it('are there for every lens and each of its variants', () => {
    const made = [...samples, ...folderSamples].map(({ lens, variant }) => `${lens} ${variant}`);
    const needed = lenses.flatMap(({ id, variants }) =>
      variants.length === 0 ? [`${id} null`] : variants.map((variant) => `${id} ${variant.id}`),
    );
    expect([...new Set(made)].toSorted()).toEqual(needed.toSorted());
  });

  it.each(samples)('of $lens, $variant, on $engine fit it and no other lens', async ({ lens, variant, make }) => {
    await using database = await make();
    const connection = await database.open();
    const choice = (await openLens(connection, await connection.catalogue())).choice();
    expect(choice).toMatchObject({ id: lens, variant, chosen: false });
    expect(fitting(choice.alternatives)).toEqual(['generic']);
    expect(choice.evidence.length).toBeGreaterThan(0);
  });

  it.each(folderSamples)(
    'of $lens, $variant, in a folder fit it and no other lens',
    async ({ lens, variant, files }) => {
      const folder = await openFolder(files);
      onTestFinished(() => folder.close());
      const choice = folder.lens.choice();
      expect(choice).toMatchObject({ id: lens, variant, chosen: false });
      expect(fitting(choice.alternatives)).toEqual(['generic']);
    },
  );
});

/** Databases of nobody's schema that use the same words. */
const plain: readonly (readonly [string, readonly string[]])[] = [
  [
    'logged runs',
    [
      `create table runs (run_id integer primary key, name varchar(50), started timestamp)`,
      `create table metrics (run_id integer, step integer, name varchar(50), value real)`,
      `create table params (run_id integer, name varchar(50), value varchar(50))`,
    ],
  ],
  [
    'programs of a broadcaster',
    [`create table programs (id integer primary key, version varchar(9), created_at timestamp)`],
  ],
  [
    'studies of patients',
    [
      `create table studies (id integer primary key, study_name varchar(50))`,
      `create table participants (id integer primary key, study_id integer)`,
      `create table trials (id integer primary key, participant_id integer, value real)`,
    ],
  ],
  [
    'readings of sensors',
    [
      `create table sensor_readings (id integer primary key, measured timestamp, room varchar(9), value real)`,
      `create table states (id integer primary key, state varchar(9), changed timestamp)`,
    ],
  ],
  [
    'steps without episodes',
    [
      `create table steps (id integer primary key, step_number integer, note varchar(20))`,
      `create table experiments (id integer primary key, experiment_name varchar(20))`,
    ],
  ],
];

describe.each(engines)('plain databases on %s', (engine) => {
  it.each(plain)('of %s get the generic lens', async (_, statements) => {
    await using database = await createTestDatabase(engine);
    await database.execute(...statements);
    const connection = await database.open();
    const choice = (await openLens(connection, await connection.catalogue())).choice();
    expect(choice).toMatchObject({ id: 'generic', variant: null, chosen: false });
    expect(fitting(choice.alternatives)).toEqual([]);
  });
});
