/**
 * What a session simulates: the settings of one flock and its surroundings. Lengths are scene units, times frames; y is
 * height. Names follow the simulator's own configuration, which is also what `sessions.config` holds.
 */
export interface World {
  readonly title: string;
  /** Folder of the run; it gives the session its id. */
  readonly folder: string;
  readonly boxSize: number;
  readonly neighborhoodDist: number;
  readonly minSeparation: number;
  readonly separationWeight: number;
  readonly alignmentWeight: number;
  readonly cohesionWeight: number;
  readonly randomWeight: number;
  /** Pull of the target once it exists. */
  readonly targetWeight: number;
  readonly targetPosition: readonly [x: number, y: number, z: number];
  /** Radius of the circle on which the target moves; 0 for one at rest. */
  readonly targetPath: number;
  readonly minSpeed: number;
  readonly maxSpeed: number;
  readonly maxForce: number;
  /** A hawk that circles and, now and then, dives into the flock. */
  readonly predator: boolean;
}

const orchard = {
  boxSize: 1500,
  neighborhoodDist: 160,
  minSeparation: 45,
  separationWeight: 3,
  alignmentWeight: 1,
  cohesionWeight: 0.7,
  randomWeight: 0.5,
  targetWeight: 0.6,
  targetPosition: [750, 140, 750],
  targetPath: 0,
  minSpeed: 0.4,
  maxSpeed: 1.6,
  maxForce: 0.04,
  predator: false,
} as const;

/** The sessions of the sample, in order. */
export const worlds: readonly World[] = [
  { ...orchard, title: 'Orchard, feeder at rest', folder: 'orchard_feeder-started-20250908-091500' },
  {
    ...orchard,
    title: 'Orchard, feeder on a rail',
    folder: 'orchard_moving_feeder-started-20250911-143000',
    alignmentWeight: 0.7,
    cohesionWeight: 0.9,
    targetPosition: [750, 220, 750],
    targetPath: 260,
  },
  {
    ...orchard,
    title: 'Orchard, hawk at dusk',
    folder: 'orchard_hawk-started-20250917-181500',
    neighborhoodDist: 200,
    cohesionWeight: 1,
    predator: true,
  },
];
