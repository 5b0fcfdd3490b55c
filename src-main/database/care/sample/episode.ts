import { advance, type Flock, startFlock } from './flock.ts';
import { at, lengthOf, type Vectors, vectors } from './vectors.ts';
import type { World } from './world.ts';

/** The observations of one episode as columns, in order of frame and agent. */
export interface Observations {
  readonly rows: number;
  readonly frame: Int32Array;
  /** From 1, as the simulator counts. */
  readonly agent: Int32Array;
  /** Index into {@link agentTypes}. */
  readonly type: Int32Array;
  readonly position: Vectors;
  /** Scene units per frame; the step from the frame before to this one. */
  readonly velocity: Vectors;
  readonly distanceToTarget: Float64Array;
  readonly speed: Float64Array;
  /** Length of the change of velocity since the frame before; 0 at the first. */
  readonly acceleration: Float64Array;
}

/** The flock, and its hunter. */
export const agentTypes = ['agent', 'bird'] as const;
const AGENT = 0;
const BIRD = 1;

/**
 * Simulates one episode of exactly `agents × frames` rows: the flock, its last one a predator where the world has one. (The
 * target is no agent; what is known of it is how far away it is.)
 */
export function simulateEpisode(world: World, agents: number, frames: number, seed: number): Observations {
  const flock = startFlock(world, agents, frames, seed);
  const rows = agents * frames;
  const numbers = () => new Float64Array(rows);
  const observations: Observations = {
    rows,
    frame: new Int32Array(rows),
    agent: new Int32Array(rows),
    type: new Int32Array(rows),
    position: vectors(rows),
    velocity: vectors(rows),
    distanceToTarget: numbers(),
    speed: numbers(),
    acceleration: numbers(),
  };
  const before = vectors(agents);
  copy(flock.velocity, before);
  for (let frame = 0; frame < frames; frame++) {
    record(flock, before, observations, frame * agents);
    copy(flock.velocity, before);
    advance(flock);
  }
  return observations;
}

/**
 * Writes the present frame. Numbers are kept to a ten-thousandth of their unit, which makes the file a third of the size.
 */
function record(flock: Flock, before: Vectors, to: Observations, first: number): void {
  const { position, velocity, target } = flock;
  const count = position.x.length;
  for (let i = 0; i < count; i++) {
    const row = first + i;
    to.frame[row] = flock.frame;
    to.agent[row] = i + 1;
    to.type[row] = i === flock.predator ? BIRD : AGENT;
    put(to.position, row, at(position.x, i), at(position.y, i), at(position.z, i));
    put(to.velocity, row, at(velocity.x, i), at(velocity.y, i), at(velocity.z, i));
    to.distanceToTarget[row] = round(
      Math.hypot(at(position.x, i) - target[0]!, at(position.y, i) - target[1]!, at(position.z, i) - target[2]!),
    );
    to.speed[row] = round(lengthOf(to.velocity, row));
    to.acceleration[row] = round(
      Math.hypot(
        at(velocity.x, i) - at(before.x, i),
        at(velocity.y, i) - at(before.y, i),
        at(velocity.z, i) - at(before.z, i),
      ),
    );
  }
}

function put(to: Vectors, row: number, x: number, y: number, z: number): void {
  to.x[row] = round(x);
  to.y[row] = round(y);
  to.z[row] = round(z);
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function copy(from: Vectors, to: Vectors): void {
  to.x.set(from.x);
  to.y.set(from.y);
  to.z.set(from.z);
}
