import { Failure } from '#shared/model/failure.ts';
import { isArray, type NumpyArray } from '../pickle/numpy.ts';
import type { PickleValue } from '../pickle/pickle-stack.ts';

/** One flock of a rollout, as it was and as the model said it would be. Lengths in shares of the world. */
export interface Rollout {
  readonly frames: number;
  readonly agents: number;
  readonly actual: Path;
  readonly predicted: Path;
  /** Of the whole batch, by frame; `null` where there is none. */
  loss(frame: number): number | null;
  /** Attention an agent pays to itself, to others, and to the last agent; `null` where the model has none. */
  attention(
    frame: number,
    agent: number,
  ): { readonly self: number; readonly boid: number; readonly last: number } | null;
}

/** Positions and accelerations of all agents. */
export interface Path {
  at(frame: number, agent: number): readonly [x: number, y: number];
  acceleration(frame: number, agent: number): readonly [x: number, y: number] | null;
}

/** `{epoch → {batch → {actual, predicted, actual_acc, predicted_acc, loss, W}}}`, every flock of every batch in order. */
export function rolloutsOf(value: PickleValue): readonly Rollout[] {
  return [...entries(value, 'epochs')].flatMap((epoch) =>
    [...entries(epoch, 'batches')].flatMap((batch) => {
      if (!(batch instanceof Map)) throw unexpected('a batch that is no dictionary');
      return batchOf(batch);
    }),
  );
}

/** Whether a value is built like a rollout, looking at its first batch only. */
export function isRollout(value: PickleValue): boolean {
  const [epoch] = value instanceof Map ? value.values() : [];
  const [batch] = epoch instanceof Map ? epoch.values() : [];
  return batch instanceof Map && batch.has('actual') && batch.has('predicted');
}

function* entries(value: PickleValue, what: string): Iterable<PickleValue> {
  if (!(value instanceof Map)) throw unexpected(`no dictionary of ${what}`);
  yield* value.values();
}

function batchOf(batch: ReadonlyMap<PickleValue, PickleValue>): readonly Rollout[] {
  const actual = framesOf(batch.get('actual'));
  const predicted = framesOf(batch.get('predicted'));
  const actualAcceleration = batch.has('actual_acc') ? framesOf(batch.get('actual_acc')) : null;
  const predictedAcceleration = batch.has('predicted_acc') ? framesOf(batch.get('predicted_acc')) : null;
  const [first] = actual;
  const [flocks = 0, agents = 0] = first?.shape ?? [];
  const loss = batch.get('loss');
  const losses = Array.isArray(loss) ? loss.map(numberOf) : [];
  const weights = batch.get('W');
  const graphs = Array.isArray(weights) ? weights.map(graphOf) : [];
  return Array.from({ length: flocks }, (_, flock) => ({
    frames: Math.min(actual.length, predicted.length),
    agents,
    actual: pathOf(actual, actualAcceleration, flock, agents),
    predicted: pathOf(predicted, predictedAcceleration, flock, agents),
    loss: (frame) => losses[frame] ?? null,
    attention: (frame, agent) => graphs[frame]?.(flock * agents + agent, flock * agents, agents) ?? null,
  }));
}

/** A frame per entry, each of shape (flocks, agents, 2). */
function framesOf(value: PickleValue | undefined): readonly NumpyArray[] {
  if (!Array.isArray(value)) throw unexpected('no list of frames');
  return value.map((frame: PickleValue) => {
    if (!isArray(frame) || frame.shape.length !== 3 || frame.shape[2] !== 2)
      throw unexpected('a frame that is no array of (batch, agents, 2)');
    return frame;
  });
}

function pathOf(
  positions: readonly NumpyArray[],
  accelerations: readonly NumpyArray[] | null,
  flock: number,
  agents: number,
): Path {
  const read = (frames: readonly NumpyArray[], frame: number, agent: number): readonly [number, number] | null => {
    const array = frames[frame];
    const from = (flock * agents + agent) * 2;
    return array === undefined || from + 1 >= array.numbers.length
      ? null
      : [Number(array.numbers[from]), Number(array.numbers[from + 1])];
  };
  return {
    at: (frame, agent) => read(positions, frame, agent) ?? [Number.NaN, Number.NaN],
    acceleration: (frame, agent) => (accelerations === null ? null : read(accelerations, frame, agent)),
  };
}

type Graph = (node: number, firstNode: number, agents: number) => { self: number; boid: number; last: number } | null;

/** `(edge_index of shape (2, edges), edge_weight)`: weights of edges into a node, by where they come from. */
function graphOf(value: PickleValue): Graph {
  const [index, weight] = Array.isArray(value) ? (value as readonly PickleValue[]) : [];
  if (!isArray(index) || !isArray(weight) || index.shape.length !== 2 || index.shape[0] !== 2) return () => null;
  const edges = index.shape[1] ?? 0;
  const heads = edges === 0 ? 1 : Math.max(1, Math.round(weight.numbers.length / edges));
  const into = new Map<number, number[]>();
  for (let edge = 0; edge < edges; edge += 1) {
    const to = Number(index.numbers[edges + edge]);
    into.set(to, [...(into.get(to) ?? []), edge]);
  }
  return (node, firstNode, agents) => {
    const sums = { self: 0, boid: 0, last: 0 };
    const own = into.get(node);
    if (own === undefined) return null;
    for (const edge of own) {
      const from = Number(index.numbers[edge]);
      let sum = 0;
      for (let head = 0; head < heads; head += 1) sum += Number(weight.numbers[edge * heads + head]);
      sums[from === node ? 'self' : from === firstNode + agents - 1 ? 'last' : 'boid'] += sum / heads;
    }
    return sums;
  };
}

function numberOf(value: PickleValue): number {
  return isArray(value) ? Number(value.numbers[0] ?? Number.NaN) : Number(value);
}

function unexpected(what: string): Failure {
  return new Failure('BAD_INPUT', `The rollout holds ${what}, which no version of the project writes`);
}
