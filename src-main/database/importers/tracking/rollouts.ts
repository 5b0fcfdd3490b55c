import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { Importer, PrepareContext, Prepared, Recognition, TableBatch } from '../importer.ts';
import type { Offer, OfferedFile } from '../offer.ts';
import { isArchive } from '../pickle/archive.ts';
import { readTorch } from '../pickle/torch.ts';
import { ObservationRows } from './observation-rows.ts';
import { isRollout, type Path, type Rollout, rolloutsOf } from './rollout-data.ts';
import { sceneOptions } from './scene-options.ts';
import { trackingTarget } from './target.ts';
import { smallBatches, type TrackingEpisode, type TrackingSession, trackingTables } from './tracking-tables.ts';

const options = sceneOptions.extend({
  food: z.enum(['yes', 'no', 'by name']).default('by name').meta({
    title: 'Last agent is food',
    description: 'Whether the last agent is the food; by default where the file’s name speaks of food',
  }),
});

type Options = z.output<typeof options>;

/** Rollouts of a model of 2-D boids: actual and predicted flocks in a pickle. Read without torch; nothing is executed. */
export const rolloutsImporter: Importer<typeof options> = {
  id: 'rollouts',
  title: 'Model rollouts',
  version: 1,
  into: 'tracking',
  options,
  look,
  prepare,
};

async function look({ files }: Offer): Promise<Recognition | null> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) return null;
  const head = Buffer.from(await file.head());
  if (isArchive(head)) return null;
  // A pickle of protocol 2 or newer whose first keys are those of a rollout.
  const pickle = head[0] === 0x80 && head[1] !== undefined && head[1] >= 2 && head[1] <= 5;
  if (!pickle || !['actual', 'predicted'].some((key) => head.includes(key))) return null;
  return {
    sure: /rollout/i.test(basename(file.name)) ? 0.95 : 0.8,
    why: 'It is a pickle with actual and predicted flocks',
  };
}

async function prepare({ files: [file] }: Offer, given: Options, context: PrepareContext): Promise<Prepared> {
  if (file === undefined) throw new Failure('BAD_INPUT', 'There is no file');
  const value = readTorch(await readFile(file.path));
  if (!isRollout(value))
    throw new Failure('BAD_INPUT', `${basename(file.name)} holds no rollouts: no actual and predicted flocks`);
  const rollouts = rolloutsOf(value);
  const target = await trackingTarget(context.target);
  const session = sessionOf(file, rollouts, given);
  const food = given.food === 'yes' || (given.food === 'by name' && /food/i.test(file.name));
  const flocks = rollouts.flatMap((rollout, at) => [
    { rollout, predicted: false, episode: session.episodes[2 * at]! },
    { rollout, predicted: true, episode: session.episodes[2 * at + 1]! },
  ]);
  const count = rollouts.reduce((sum, { frames, agents }) => sum + frames * (2 * agents + 1), 0);
  const rows = {
    observations: { rows: count },
    properties: { rows: null },
    agentTypes: food ? ['agent', 'env', 'food'] : ['agent', 'env'],
    propertyIds: propertyIds.map((id) => ({ id, type: 'float' }) as const),
  };
  return {
    sessions: [{ id: session.id, title: session.name, episodes: session.episodes.length }],
    tables: trackingTables([session], rows, target),
    leftOut: [],
    notices: [],
    questions: [],
    finish: target.countOn(count),
    async *stream(): AsyncGenerator<TableBatch> {
      yield* smallBatches([session], rows, target);
      const collected = new ObservationRows(target.firstObservation);
      for (const flock of flocks) {
        addFlock(collected, flock, { file: file.name, size: given.sceneSize, food });
        yield* collected.take();
      }
      yield* collected.take(true);
    },
  };
}

const propertyIds = [
  ...['acceleration_x', 'acceleration_y', 'attn_weight_self', 'attn_weight_boid', 'attn_weight_food'],
  ...['distance_to_food', 'distance_to_food_actual', 'distance_to_food_predicted', 'prediction_error', 'loss'],
];

/** `<dataset>_<model>_n<noise>_h<heads>_vr<range>_s<seed>_rollout_<frame>.pkl`. */
function partsOf(name: string): Readonly<Record<string, string>> {
  const found =
    /^(?<dataset>.+?)_(?<model>[^_]+)_n(?<noise>[^_]+)_h(?<heads>[^_]+)_vr(?<visual_range>[^_]+)_s(?<seed>[^_]+)_rollout_(?<start_frame>\d+)/.exec(
      name,
    );
  return { ...found?.groups };
}

function sessionOf(file: OfferedFile, rollouts: readonly Rollout[], given: Options): TrackingSession {
  const name = given.session ?? basename(file.name).replace(/\.(pkl|pickle)$/i, '');
  const id = `rollout-${name}`;
  let rows = 0;
  const episodes = rollouts.flatMap(({ frames, agents }, trajectory) =>
    ['actual', 'predicted'].map((kind, at): TrackingEpisode => {
      const origin = { file: file.name, line: rows + 1 };
      rows += frames * (agents + at);
      return {
        id: `${id}-${String(trajectory).padStart(4, '0')}-${kind}`,
        number: 2 * trajectory + at,
        frames,
        agents,
        frameRate: given.frameRate,
        path: file.path,
        origin,
      };
    }),
  );
  return {
    ...{ id, name, category: 'boids_2d_rollout', episodes, origin: { file: file.name, line: 1 } },
    config: JSON.stringify({ ...partsOf(name), scene_size: given.sceneSize }),
    metadata: JSON.stringify({ rollout_file: file.path, loader: 'starling' }),
  };
}

interface Flock {
  readonly rollout: Rollout;
  readonly predicted: boolean;
  readonly episode: TrackingEpisode;
}

interface Scene {
  readonly file: string;
  readonly size: number;
  /** Whether the last agent is the food. */
  readonly food: boolean;
}

/** Every agent at every frame, and what the model made of it: attention, errors, and the loss on an agent `env`. */
function addFlock(
  rows: ObservationRows,
  { rollout, predicted, episode: { id } }: Flock,
  { file, size, food }: Scene,
): void {
  const path = predicted ? rollout.predicted : rollout.actual;
  const last = rollout.agents - 1;
  for (let frame = 0; frame < rollout.frames; frame += 1) {
    for (let agent = 0; agent < rollout.agents; agent += 1) {
      const position = scaled(path.at(frame, agent), size);
      const velocity = velocityOf(path, rollout.frames, frame, agent, size);
      const isFood = food && agent === last;
      const row = rows.add({ file, episode: id, frame, agent, type: isFood ? 'food' : 'agent', position, velocity });
      const property = (name: string, value: number) => {
        if (!Number.isNaN(value)) rows.property(row, name, value);
      };
      const acceleration = path.acceleration(frame, agent);
      if (acceleration !== null) {
        property('acceleration_x', acceleration[0] * size);
        property('acceleration_y', acceleration[1] * size);
      }
      if (isFood) continue;
      const to = (flock: Path) => distance(position, scaled(flock.at(frame, last), size));
      if (!predicted) {
        if (food) property('distance_to_food', to(rollout.actual));
        continue;
      }
      const actual = scaled(rollout.actual.at(frame, agent), size);
      property('prediction_error', distance(position, actual));
      if (food) {
        property('distance_to_food_actual', distance(actual, scaled(rollout.actual.at(frame, last), size)));
        property('distance_to_food_predicted', to(rollout.predicted));
      }
      const attention = rollout.attention(frame, agent);
      if (attention !== null) {
        property('attn_weight_self', attention.self);
        property('attn_weight_boid', attention.boid + (food ? 0 : attention.last));
        if (food) property('attn_weight_food', attention.last);
      }
    }
    const loss = predicted ? rollout.loss(frame) : null;
    const environment = predicted
      ? rows.add({ file, episode: id, frame, agent: -1, type: 'env', position: [0, 0] })
      : null;
    if (loss !== null && environment !== null) rows.property(environment, 'loss', loss);
  }
}

function scaled([x, y]: readonly [number, number], size: number): readonly [number, number] {
  return [x * size, y * size];
}

function distance([x, y]: readonly [number, number], [otherX, otherY]: readonly [number, number]): number {
  return Math.hypot(x - otherX, y - otherY);
}

function velocityOf(
  path: Path,
  frames: number,
  frame: number,
  agent: number,
  size: number,
): readonly [number, number] | undefined {
  if (frames < 2) return undefined;
  const from = Math.min(frame, frames - 2);
  const [[x, y], [nextX, nextY]] = [scaled(path.at(from, agent), size), scaled(path.at(from + 1, agent), size)];
  return [nextX - x, nextY - y];
}
