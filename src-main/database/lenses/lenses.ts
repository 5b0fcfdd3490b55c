import type { Lens } from '#shared/model/lens.ts';
import type { KnownLens } from './known-lens.ts';
import { acoustic } from './schemas/acoustic/acoustic.ts';
import { documentedFactorio, factorio } from './schemas/factorio/factorio.ts';
import { occupancy } from './schemas/occupancy/occupancy.ts';
import { optuna } from './schemas/optuna.ts';
import { mlflow } from './schemas/runs/mlflow.ts';
import { trackio } from './schemas/runs/trackio.ts';
import { tracking } from './schemas/tracking/tracking.ts';
import { traffic } from './schemas/traffic.ts';
import { trafficDashboard } from './schemas/traffic-dashboard.ts';
import { trafficPhases } from './schemas/traffic-phases.ts';

/** Every lens for a known schema. The generic lens, which is made from the catalogue, stands in where none fits. */
export const knownLenses: readonly KnownLens[] = [
  tracking,
  factorio,
  documentedFactorio,
  { lens: traffic },
  { lens: trafficPhases },
  { lens: trafficDashboard },
  optuna,
  { lens: mlflow },
  trackio,
  occupancy,
  acoustic,
];

export const lenses: readonly Lens[] = knownLenses.map(({ lens }) => lens);
