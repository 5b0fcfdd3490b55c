import type { Lens } from '#shared/model/lens.ts';
import type { KnownLens } from './known-lens.ts';
import { acoustic } from './schemas/acoustic/acoustic.ts';
import { documentedFactorio, factorio } from './schemas/factorio/factorio.ts';
import { homeAssistant } from './schemas/home-assistant/home-assistant.ts';
import { occupancy } from './schemas/occupancy/occupancy.ts';
import { optuna } from './schemas/optuna.ts';
import { optunaEarly } from './schemas/optuna-early.ts';
import { lerobot } from './schemas/runs/lerobot.ts';
import { mlflow } from './schemas/runs/mlflow.ts';
import { ray } from './schemas/runs/ray.ts';
import { sb3Episodes, sb3Progress } from './schemas/runs/stable-baselines.ts';
import { trackio } from './schemas/runs/trackio.ts';
import { trainingRuns } from './schemas/runs/training-runs.ts';
import { tracking } from './schemas/tracking/tracking.ts';
import { traffic, trafficDashboard, trafficPhases } from './schemas/traffic/traffic.ts';

/** Every lens for a known schema. The generic lens, which is made from the catalogue, stands in where none fits. */
export const knownLenses: readonly KnownLens[] = [
  tracking,
  factorio,
  documentedFactorio,
  traffic,
  trafficPhases,
  trafficDashboard,
  optuna,
  optunaEarly,
  mlflow,
  trackio,
  { lens: trainingRuns },
  sb3Episodes,
  sb3Progress,
  ray,
  lerobot,
  occupancy,
  homeAssistant,
  acoustic,
];

export const lenses: readonly Lens[] = knownLenses.map(({ lens }) => lens);
