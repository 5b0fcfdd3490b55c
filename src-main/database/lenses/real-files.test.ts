import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Target } from '../drivers/driver.ts';
import { chooseDriver } from '../drivers/engines.ts';
import type { LensSession } from './lens-session.ts';
import { openLens } from './open-lens.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');
const request = { conditions: [], search: '', sort: [], limit: 1 };

/** Sessions and episodes as plain queries over the same files count them. */
const files: readonly (readonly [string, string, string | null, number, number])[] = [
  ['tracking/derived/tracking_genA_seed.duckdb', 'tracking', 'A', 2, 8],
  ['tracking/derived/tracking_genE_head.duckdb', 'tracking', 'E', 2, 8],
  ['tracking/derived/boids_sim_run-started-20250926-214330', 'generic', null, 0, 1],
  ['traffic', 'generic', null, 1, 3],
  ['traffic/comparison_fixed_time_results.csv', 'generic', null, 0, 0],
  ['factorio/derived/fle_programs_sample.db', 'factorio', '24', 3, 6],
  ['occupancy/derived/occupancy_sample.db', 'occupancy', 'models', 4, 16],
  ['occupancy/uci-room-estimation/Occupancy_Estimation.csv', 'generic', null, 0, 0],
  ['runs/mlflow/mlruns.db', 'mlflow', '2', 3, 8],
  ['runs/sb3', 'sb3', 'monitor', 8, 26_529],
  ['runs/rllib', 'ray', 'episodes', 3, 3],
  ['runs/lerobot-g1', 'lerobot', 'v2', 1, 100],
  ['runs/deeprl-signal-control', 'generic', null, 0, 1],
  ['generic/toy.duckdb', 'generic', null, 0, 0],
  ['generic/chinook/Chinook_Sqlite.sqlite', 'generic', null, 0, 0],
  ['generic/chinook/Chinook_Sqlite_AutoIncrementPKs.sqlite', 'generic', null, 0, 0],
  ['generic/vallenae/sample.pridb', 'generic', null, 0, 1],
  ['generic/vallenae/sample.tradb', 'generic', null, 0, 1],
  ['generic/vallenae/sample.trfdb', 'generic', null, 0, 0],
  ['generic/pacman/experiments.db', 'generic', null, 0, 0],
];

describe.skipIf(!existsSync(shared))('real files', () => {
  it.each(files)('%s opens with the lens %s %s', async (file, id, variant, sessions, episodes) => {
    const path = join(shared, file);
    const lens = await opened({ kind: statSync(path).isDirectory() ? 'folder' : 'file', path });
    expect(lens.choice()).toMatchObject({ id, variant, chosen: false });
    expect([await lens.sessionsCount(request), await lens.episodesCount(undefined, request)]).toEqual([
      sessions,
      episodes,
    ]);
  });
});

async function opened(target: Target): Promise<LensSession> {
  const scratch = await mkdtemp(join(tmpdir(), 'starling-real-'));
  const connection = await (await chooseDriver(target)).open(target, { options: {}, scratch });
  onTestFinished(async () => {
    await connection.close();
    await rm(scratch, { recursive: true, force: true });
  });
  return openLens(connection, await connection.catalogue());
}
