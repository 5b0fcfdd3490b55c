import { Failure } from '#shared/model/failure.ts';
import { isArray, type NumpyArray } from '../pickle/numpy.ts';
import type { Allowed } from '../pickle/pickle.ts';
import type { PickleObject, PickleValue } from '../pickle/pickle-stack.ts';

/** One sample of a data set: where every agent was at every frame, in shares of the world. */
export class Flight {
  readonly frames: number;
  readonly agents: number;
  /** Name of each agent's species. */
  readonly species: readonly string[];
  readonly #positions: NumpyArray['numbers'];

  /** @param positions shape (frames, agents, 2) */
  constructor(positions: NumpyArray, species: readonly string[]) {
    const [frames = 0, agents = 0, axes] = positions.shape;
    if (positions.shape.length !== 3 || axes !== 2)
      throw unexpected(`positions of shape (${positions.shape.join(', ')})`);
    this.frames = frames;
    this.agents = agents;
    this.species = species;
    this.#positions = positions.numbers;
  }

  at(frame: number, agent: number, size: number): readonly [x: number, y: number] {
    const from = (frame * this.agents + agent) * 2;
    return [Number(this.#positions[from]) * size, Number(this.#positions[from + 1]) * size];
  }

  /** To the next frame; at the last frame that of the one before, as the project's own loader has it. */
  velocity(frame: number, agent: number, size: number): readonly [x: number, y: number] | undefined {
    if (this.frames < 2) return undefined;
    const from = Math.min(frame, this.frames - 2);
    const [[x, y], [nextX, nextY]] = [this.at(from, agent, size), this.at(from + 1, agent, size)];
    return [nextX - x, nextY - y];
  }
}

/** The data set's class, with what its pickle says of it. */
export class Boids implements PickleObject {
  readonly kind = 'boids';
  width = 640;
  height = 480;
  flights: readonly Flight[] = [];

  setState(state: PickleValue): void {
    const attributes = Array.isArray(state) ? state.find((each: PickleValue) => each instanceof Map) : state;
    if (!(attributes instanceof Map)) throw unexpected('no attributes');
    const get = (name: string): PickleValue | undefined => attributes.get(name);
    this.width = positive(get('width')) ?? this.width;
    this.height = positive(get('height')) ?? this.height;
    const names = speciesNames(get('species_to_idx'));
    const sequences = get('sequences');
    if (!Array.isArray(sequences)) throw unexpected('no sequences');
    this.flights = sequences.map((each: PickleValue) => flightOf(each, names));
  }
}

export function isBoids(value: PickleValue): value is Boids {
  return value instanceof Boids;
}

/** The class has moved between modules of the project; its name has not changed. */
const modules = [
  'collab_env.sim.boids_gnn_temp.animal_simulation',
  'collab_env.gnn.animal_simulation',
  'animal_simulation',
  '__main__',
];

export const boidsCalls: Allowed['calls'] = Object.fromEntries(
  modules.map((module) => [`${module}.AnimalTrajectoryDataset`, () => new Boids()]),
);

/** What `X_config.pt` says: the parameters of each species, and where the food is, in pixels. */
export interface BoidsConfig {
  readonly species: PickleValue;
  readonly food: { readonly x: number; readonly y: number } | null;
}

export function configOf(value: PickleValue): BoidsConfig {
  if (!(value instanceof Map))
    throw new Failure('BAD_INPUT', 'The configuration beside the data set is no dictionary of species');
  const food = value.get('food0');
  const [x, y] = food instanceof Map ? [food.get('x'), food.get('y')] : [];
  return { species: value, food: typeof x === 'number' && typeof y === 'number' ? { x, y } : null };
}

/** Python's values as JSON; what JSON lacks becomes text. */
export function jsonOf(value: PickleValue): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Map) return Object.fromEntries([...each].map(([key, of]) => [String(key), of]));
    if (each instanceof Set) return [...each];
    if (typeof each === 'bigint') return String(each);
    if (typeof each === 'number' && !Number.isFinite(each)) return String(each);
    return each;
  });
}

function flightOf(sequence: PickleValue, names: ReadonlyMap<number, string>): Flight {
  if (!Array.isArray(sequence)) throw unexpected('a sequence that is no pair');
  const [positions, species] = sequence as readonly PickleValue[];
  if (!isArray(positions)) throw unexpected('positions that are no array');
  const kinds: readonly PickleValue[] = isArray(species)
    ? [...species.numbers].map(Number)
    : Array.isArray(species)
      ? species
      : [];
  return new Flight(
    positions,
    kinds.map((kind) => names.get(Number(kind)) ?? String(kind)),
  );
}

function speciesNames(value: PickleValue | undefined): ReadonlyMap<number, string> {
  if (!(value instanceof Map)) return new Map();
  return new Map([...value].map(([name, index]) => [Number(index), String(name)]));
}

function positive(value: PickleValue | undefined): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}

function unexpected(what: string): Failure {
  return new Failure('BAD_INPUT', `The data set holds ${what}, which no version of the simulator writes`);
}
