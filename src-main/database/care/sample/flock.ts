import { type Random, seededRandom } from './random.ts';
import { at, clampLength, lengthOf, type Vectors, vectors } from './vectors.ts';
import type { World } from './world.ts';

/** Share of the episode after which the target appears, so that there is a before and an after to compare. */
const TARGET_APPEARS = 1 / 6;

/** The state of one episode: every individual's position and velocity, the target's position, and the frame. */
export interface Flock {
  readonly world: World;
  readonly random: Random;
  readonly position: Vectors;
  readonly velocity: Vectors;
  /** Slowly changing will of its own of every individual. */
  readonly wander: Vectors;
  readonly target: Float64Array;
  /** Index of the predator, the last individual; −1 without one. */
  readonly predator: number;
  readonly targetFrom: number;
  frame: number;
}

/** A flock of `individuals` (the predator included) before its first frame. */
export function startFlock(world: World, individuals: number, frames: number, seed: number): Flock {
  const random = seededRandom(seed);
  const position = vectors(individuals);
  const velocity = vectors(individuals);
  const low = world.boxSize * 0.3;
  const high = world.boxSize * 0.7;
  for (let i = 0; i < individuals; i++) {
    position.x[i] = random.between(low, high);
    position.y[i] = random.between(100, 450);
    position.z[i] = random.between(low, high);
    velocity.x[i] = random.normal() * 0.5;
    velocity.y[i] = random.normal() * 0.1;
    velocity.z[i] = random.normal() * 0.5;
  }
  return {
    world,
    random,
    position,
    velocity,
    wander: vectors(individuals),
    target: Float64Array.from(world.targetPosition),
    predator: world.predator && individuals > 2 ? individuals - 1 : -1,
    targetFrom: Math.floor(frames * TARGET_APPEARS),
    frame: 0,
  };
}

/**
 * One frame of Reynolds' boids: separation, alignment and cohesion within a neighbourhood, plus a will of their own, the
 * target, the predator and the walls. C. Reynolds, "Flocks, herds and schools", SIGGRAPH 1987, doi:10.1145/37401.37406.
 */
export function advance(flock: Flock): void {
  const { position, velocity, world } = flock;
  const count = position.x.length;
  const force = vectors(count);
  for (let i = 0; i < count; i++) {
    if (i === flock.predator) hunt(flock, i, force);
    else {
      flockTogether(flock, i, force);
      seekTarget(flock, i, force);
      fleePredator(flock, i, force);
    }
    wanderOn(flock, i, force);
    cruise(flock, i, force);
    clampLength(force, i, 0, world.maxForce);
    stayInside(flock, i, force);
  }
  for (let i = 0; i < count; i++) {
    const faster = i === flock.predator ? 1.25 : 1;
    velocity.x[i] = at(velocity.x, i) + at(force.x, i);
    velocity.y[i] = at(velocity.y, i) + at(force.y, i);
    velocity.z[i] = at(velocity.z, i) + at(force.z, i);
    clampLength(velocity, i, world.minSpeed, world.maxSpeed * faster);
    position.x[i] = at(position.x, i) + at(velocity.x, i);
    position.y[i] = at(position.y, i) + at(velocity.y, i);
    position.z[i] = at(position.z, i) + at(velocity.z, i);
  }
  flock.frame += 1;
  moveTarget(flock);
}

function flockTogether(flock: Flock, i: number, force: Vectors): void {
  const { position: p, velocity: v, world } = flock;
  const reach = world.neighborhoodDist ** 2;
  const close = world.minSeparation ** 2;
  let neighbours = 0;
  const centre = [0, 0, 0];
  const heading = [0, 0, 0];
  const apart = [0, 0, 0];
  for (let j = 0; j < p.x.length; j++) {
    if (j === i || j === flock.predator) continue;
    const dx = at(p.x, j) - at(p.x, i);
    const dy = at(p.y, j) - at(p.y, i);
    const dz = at(p.z, j) - at(p.z, i);
    const square = dx * dx + dy * dy + dz * dz;
    if (square > reach) continue;
    neighbours += 1;
    centre[0]! += dx;
    centre[1]! += dy;
    centre[2]! += dz;
    heading[0]! += at(v.x, j);
    heading[1]! += at(v.y, j);
    heading[2]! += at(v.z, j);
    if (square < close && square > 0) {
      apart[0]! -= dx / square;
      apart[1]! -= dy / square;
      apart[2]! -= dz / square;
    }
  }
  if (neighbours === 0) return;
  const off = Math.hypot(centre[0]!, centre[1]!, centre[2]!) / neighbours / world.neighborhoodDist;
  steer(flock, i, force, centre[0]!, centre[1]!, centre[2]!, world.cohesionWeight * Math.min(1, 2 * off));
  steer(flock, i, force, apart[0]!, apart[1]!, apart[2]!, world.separationWeight);
  // Alignment takes the neighbours' mean velocity as it is, speed included.
  const gain = 0.05 * world.alignmentWeight;
  force.x[i] = at(force.x, i) + gain * (heading[0]! / neighbours - at(v.x, i));
  force.y[i] = at(force.y, i) + gain * (heading[1]! / neighbours - at(v.y, i));
  force.z[i] = at(force.z, i) + gain * (heading[2]! / neighbours - at(v.z, i));
}

/** Reynolds' steering: the wished velocity (full speed along the direction) minus the present one. */
function steer(flock: Flock, i: number, force: Vectors, dx: number, dy: number, dz: number, weight: number): void {
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
  if (length === 0) return;
  const { velocity: v, world } = flock;
  const scale = world.maxSpeed / length;
  const gain = 0.02 * weight;
  force.x[i] = at(force.x, i) + gain * (dx * scale - at(v.x, i));
  force.y[i] = at(force.y, i) + gain * (dy * scale - at(v.y, i));
  force.z[i] = at(force.z, i) + gain * (dz * scale - at(v.z, i));
}

/** Pulled from afar, indifferent when near: the flock circles its target instead of falling into it. */
function seekTarget(flock: Flock, i: number, force: Vectors): void {
  if (flock.frame < flock.targetFrom) return;
  const { position: p, target, world } = flock;
  const dx = target[0]! - at(p.x, i);
  const dy = target[1]! - at(p.y, i);
  const dz = target[2]! - at(p.z, i);
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
  const wish = Math.min(1, Math.max(0, (distance - 60) / 240));
  steer(flock, i, force, dx, dy, dz, world.targetWeight * wish);
}

const ALARM = 180;

function fleePredator(flock: Flock, i: number, force: Vectors): void {
  if (flock.predator < 0) return;
  const { position: p, predator } = flock;
  const dx = at(p.x, i) - at(p.x, predator);
  const dy = at(p.y, i) - at(p.y, predator);
  const dz = at(p.z, i) - at(p.z, predator);
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
  if (distance < ALARM) steer(flock, i, force, dx, dy, dz, 6 * (1 - distance / ALARM));
}

const HUNT_EVERY = 700;
const HUNT_FOR = 260;

/** In bouts the predator goes for the flock's centre; between them it only wanders, high up. */
function hunt(flock: Flock, i: number, force: Vectors): void {
  const { position: p } = flock;
  if (flock.frame % HUNT_EVERY < HUNT_EVERY - HUNT_FOR) {
    steer(flock, i, force, 0, 520 - at(p.y, i), 0, 0.4);
    return;
  }
  const centre = [0, 0, 0];
  for (let j = 0; j < i; j++) {
    centre[0]! += at(p.x, j) / i;
    centre[1]! += at(p.y, j) / i;
    centre[2]! += at(p.z, j) / i;
  }
  steer(flock, i, force, centre[0]! - at(p.x, i), centre[1]! - at(p.y, i), centre[2]! - at(p.z, i), 2);
}

/** An Ornstein–Uhlenbeck walk: changes direction smoothly, forgets within some fifty frames. */
function wanderOn(flock: Flock, i: number, force: Vectors): void {
  const { random, wander, world } = flock;
  wander.x[i] = 0.98 * at(wander.x, i) + 0.2 * random.normal();
  wander.y[i] = 0.98 * at(wander.y, i) + 0.08 * random.normal();
  wander.z[i] = 0.98 * at(wander.z, i) + 0.2 * random.normal();
  const gain = 0.03 * world.randomWeight;
  force.x[i] = at(force.x, i) + gain * at(wander.x, i);
  force.y[i] = at(force.y, i) + gain * at(wander.y, i);
  force.z[i] = at(force.z, i) + gain * at(wander.z, i);
}

/** Everyone prefers the same speed, midway between the slowest and the fastest. */
function cruise(flock: Flock, i: number, force: Vectors): void {
  const { velocity: v, world } = flock;
  const speed = lengthOf(v, i);
  if (speed === 0) return;
  const gain = (0.03 * ((world.minSpeed + world.maxSpeed) / 2 - speed)) / speed;
  force.x[i] = at(force.x, i) + gain * at(v.x, i);
  force.y[i] = at(force.y, i) + gain * at(v.y, i);
  force.z[i] = at(force.z, i) + gain * at(v.z, i);
}

/** Walls, ground and ceiling push back within a margin; the ground harder. */
function stayInside(flock: Flock, i: number, force: Vectors): void {
  const { position: p, world } = flock;
  const margin = world.boxSize * 0.12;
  force.x[i] = at(force.x, i) + inward(at(p.x, i), margin, world.boxSize - margin, margin);
  force.y[i] = at(force.y, i) + inward(at(p.y, i), 60, world.boxSize * 0.4, 60);
  force.z[i] = at(force.z, i) + inward(at(p.z, i), margin, world.boxSize - margin, margin);
}

function inward(value: number, low: number, high: number, margin: number): number {
  if (value < low) return (0.08 * (low - value)) / margin;
  return value > high ? (-0.08 * (value - high)) / margin : 0;
}

/** Frames that the target takes for one round. */
const ROUND = 2400;

function moveTarget(flock: Flock): void {
  const { target, world, frame } = flock;
  if (world.targetPath === 0) return;
  const angle = (2 * Math.PI * frame) / ROUND;
  target[0] = world.targetPosition[0] + world.targetPath * Math.sin(angle);
  target[2] = world.targetPosition[2] + world.targetPath * (Math.cos(angle) - 1);
}
