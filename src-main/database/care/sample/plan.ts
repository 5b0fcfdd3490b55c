import type { SampleSize } from '#shared/model/sample.ts';
import { type Observations, simulateEpisode } from './episode.ts';
import { seedOf } from './random.ts';
import { type World, worlds } from './world.ts';

/** Frames per second of every episode. */
export const FRAME_RATE = 30;

/** Extended properties are written for every n-th frame: at all of them they would triple the file. */
export const PROPERTY_EVERY = 20;

/** A row of `sessions`, with its episodes. Times are ISO 8601 without zone, as the schema has them. */
export interface SampleSession {
  readonly id: string;
  readonly title: string;
  readonly created: string;
  readonly config: object;
  readonly metadata: object;
  readonly episodes: readonly SampleEpisode[];
}

/** A row of `episodes`, and what it takes to simulate its observations. */
export interface SampleEpisode {
  readonly id: string;
  readonly number: number;
  readonly frames: number;
  readonly agents: number;
  readonly file: string;
  readonly created: string;
  /** Id of its first observation; they are numbered on from there. */
  readonly firstObservation: number;
  simulate(): Observations;
}

/** The extended properties of an observation, by the ids of the schema. */
export const sampleProperties = {
  distance_to_target_center: (from: Observations) => from.distanceToTarget,
  speed: (from: Observations) => from.speed,
  acceleration_magnitude: (from: Observations) => from.acceleration,
} as const;

/** Everything the sample holds except its observations, which each episode simulates when asked. */
export function planSample(size: SampleSize, seed: number): readonly SampleSession[] {
  return Array.from({ length: size.sessions }, (_, index) => {
    const world = worlds[index % worlds.length]!;
    const round = Math.floor(index / worlds.length);
    const again = round === 0 ? '' : `-again-${round}`;
    return planSession(world, again, size, { seed, index });
  });
}

function planSession(
  world: World,
  again: string,
  size: SampleSize,
  { seed, index }: { readonly seed: number; readonly index: number },
): SampleSession {
  const folder = `${world.folder}${again}`;
  const started = startOf(world.folder);
  return {
    id: `session-${folder}`,
    title: again === '' ? world.title : `${world.title} (${again.slice(1).replace('-', ' ')})`,
    created: timestamp(started),
    config: configOf(world, size, seed),
    metadata: { simulation_dir: `sim-output/${folder}`, config_file: 'config.yaml', loader: 'starling-sample' },
    episodes: Array.from({ length: size.episodes }, (_, number) => {
      const finished = new Date(started.getTime() + (number + 1) * 47_000);
      const stem = `episode-${number}-completed-${compact(finished)}${again}`;
      return {
        id: `episode-${number}-${stem}`,
        number,
        frames: size.frames,
        agents: size.agents,
        file: `sim-output/${folder}/${stem}.parquet`,
        created: timestamp(finished),
        firstObservation: 1 + (index * size.episodes + number) * size.agents * size.frames,
        simulate: () => simulateEpisode(world, size.agents, size.frames, seedOf(seed, index, number)),
      };
    }),
  };
}

/** The simulator's configuration of the session, in its own sections. */
function configOf(world: World, size: SampleSize, seed: number): object {
  return {
    simulator: {
      seed,
      num_agents: size.agents,
      num_targets: 1,
      num_episodes: size.episodes,
      num_frames: size.frames,
      moving_targets: world.targetPath > 0,
      target_creation_time: [Math.floor(size.frames / 6)],
      predator: world.predator,
    },
    environment: { box_size: world.boxSize, target_position: [world.targetPosition], target_path: world.targetPath },
    agent: {
      neighborhood_dist: world.neighborhoodDist,
      min_separation: world.minSeparation,
      separation_weight: world.separationWeight,
      alignment_weight: world.alignmentWeight,
      cohesion_weight: world.cohesionWeight,
      random_weight: world.randomWeight,
      target_weight: [world.targetWeight],
      min_speed: world.minSpeed,
      max_speed: world.maxSpeed,
      max_force: world.maxForce,
    },
  };
}

/** The time inside a folder's name, as UTC. */
function startOf(folder: string): Date {
  const digits = folder.match(/\d+/g)?.join('') ?? '';
  const [year, month, day, hour, minute, second] = [4, 2, 2, 2, 2, 2].map((length, at, lengths) => {
    const from = lengths.slice(0, at).reduce((sum, each) => sum + each, 0);
    return Number(digits.slice(from, from + length));
  });
  return new Date(Date.UTC(year!, month! - 1, day!, hour!, minute!, second!));
}

function timestamp(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}

function compact(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-');
}
