import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { Importer, PrepareContext, Prepared, Recognition, TableBatch } from '../importer.ts';
import type { Offer, OfferedFile } from '../offer.ts';
import { isArchive } from '../pickle/archive.ts';
import { readTorch } from '../pickle/torch.ts';
import { type Boids, type BoidsConfig, boidsCalls, configOf, type Flight, isBoids, jsonOf } from './boids-2d-data.ts';
import { ObservationRows } from './observation-rows.ts';
import { trackingTarget } from './target.ts';
import { smallBatches, type TrackingEpisode, type TrackingSession, trackingTables } from './tracking-tables.ts';

const options = z.object({
  session: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: 'Session', description: 'The name of the session; the file’s name unless told' }),
  sceneSize: z
    .number()
    .positive()
    .default(480)
    .meta({ title: 'Scene size', description: 'Scene units that a position of 1 stands for, on both axes' }),
  frameRate: z.number().positive().default(1).meta({ title: 'Frame rate', description: 'Frames per second' }),
});

type Options = z.output<typeof options>;

/** Data sets of the 2-D boids simulator: `X.pt`, with `X_config.pt` beside it. Read without torch; nothing is executed. */
export const boids2dImporter: Importer<typeof options> = {
  id: 'boids-2d',
  title: '2-D boids data set',
  version: 1,
  into: 'tracking',
  options,
  look,
  prepare,
};

async function look({ files }: Offer): Promise<Recognition | null> {
  const [data, ...more] = files.filter((file) => !isConfig(file));
  if (data === undefined || more.length > 0 || !isArchive(await data.head())) return null;
  // The class stands at the beginning of the pickle, which torch does not compress.
  const text = Buffer.from(await data.head()).toString('latin1');
  if (!text.includes('AnimalTrajectoryDataset')) return null;
  return { sure: 0.95, why: 'It is a torch file of an AnimalTrajectoryDataset' };
}

async function prepare(offer: Offer, given: Options, context: PrepareContext): Promise<Prepared> {
  const data = offer.files.find((file) => !isConfig(file));
  if (data === undefined) {
    throw new Failure(
      'BAD_INPUT',
      'This is only the configuration of a data set: import the file without “_config” too',
    );
  }
  const boids = await readBoids(data.path);
  const config = await configBeside(data);
  const target = await trackingTarget(context.target);
  const session = sessionOf(data, boids, config, given);
  const flights = boids.flights.map((flight, at) => ({ flight, episode: session.episodes[at]! }));
  const observations = boids.flights.reduce((sum, { frames, agents }) => sum + frames * agents, 0);
  const species = new Set(boids.flights.flatMap((flight) => flight.species)).size > 1;
  const food = config?.food ?? null;
  const rows = {
    observations: { rows: observations },
    properties: species || food !== null ? { rows: observations * (Number(species) + Number(food !== null)) } : null,
    agentTypes: [...new Set(boids.flights.flatMap((flight) => flight.species.map(agentType)))].sort(),
    propertyIds: [
      ...(food === null ? [] : [{ id: 'distance_to_food', type: 'float' } as const]),
      ...(species ? [{ id: 'species', type: 'string' } as const] : []),
    ],
  };
  const place = food && { x: (food.x / boids.width) * given.sceneSize, y: (food.y / boids.height) * given.sceneSize };
  return {
    sessions: [{ id: session.id, title: session.name, episodes: session.episodes.length }],
    tables: trackingTables(session, rows, target),
    leftOut: [],
    notices: config === null ? [`There is no ${configName(data)} beside it, so the session has no configuration`] : [],
    questions: [],
    finish: target.countOn(observations),
    async *stream(): AsyncGenerator<TableBatch> {
      yield* smallBatches(session, rows, target);
      const collected = new ObservationRows(target.firstObservation);
      for (const { flight, episode } of flights) {
        addFlight(collected, flight, episode, { size: given.sceneSize, food: place, species });
        yield* collected.take();
      }
      yield* collected.take(true);
    },
  };
}

async function readBoids(path: string): Promise<Boids> {
  const value = readTorch(await readFile(path), boidsCalls);
  if (isBoids(value)) return value;
  throw new Failure('BAD_INPUT', `${basename(path)} holds something else than a data set of boids`);
}

function isConfig({ name }: OfferedFile): boolean {
  return /_config\.pt$/i.test(name);
}

function configName({ name }: OfferedFile): string {
  return basename(name).replace(/(\.pt)?$/i, '_config.pt');
}

async function configBeside({ path }: OfferedFile): Promise<BoidsConfig | null> {
  const beside = path.replace(/(\.pt)?$/i, '_config.pt');
  if ((await stat(beside).catch(() => null)) === null) return null;
  return configOf(readTorch(await readFile(beside)));
}

function sessionOf(
  file: OfferedFile,
  { width, height, flights }: Boids,
  config: BoidsConfig | null,
  given: Options,
): TrackingSession {
  const name = given.session ?? basename(file.name).replace(/\.pt$/i, '');
  const id = `session-2d-${name}`;
  const episodes = flights.map(
    ({ frames, agents }, number): TrackingEpisode => ({
      id: `episode-${String(number).padStart(4, '0')}-${id}`,
      number,
      frames,
      agents,
      frameRate: given.frameRate,
      path: `sample-${number}`,
    }),
  );
  const metadata = {
    data_file: file.path,
    num_samples: flights.length,
    scene_size: given.sceneSize,
    width,
    height,
    loader: 'starling',
  };
  return {
    ...{ id, name, category: 'boids_2d', episodes },
    config: config === null ? null : jsonOf(config.species),
    metadata: JSON.stringify(metadata),
  };
}

interface Scene {
  readonly size: number;
  /** In scene units. */
  readonly food: { readonly x: number; readonly y: number } | null;
  readonly species: boolean;
}

function addFlight(
  rows: ObservationRows,
  flight: Flight,
  { id }: TrackingEpisode,
  { size, food, species }: Scene,
): void {
  for (let frame = 0; frame < flight.frames; frame += 1) {
    for (let agent = 0; agent < flight.agents; agent += 1) {
      const position = flight.at(frame, agent, size);
      const kind = flight.species[agent] ?? '';
      const velocity = flight.velocity(frame, agent, size);
      const observation = rows.add({ episode: id, frame, agent, type: agentType(kind), position, velocity });
      if (food !== null)
        rows.property(observation, 'distance_to_food', Math.hypot(position[0] - food.x, position[1] - food.y));
      if (species) rows.property(observation, 'species', kind);
    }
  }
}

function agentType(species: string): string {
  return /^food/i.test(species) ? 'food' : 'agent';
}
