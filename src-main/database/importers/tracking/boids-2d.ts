import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '#shared/model/failure.ts';
import type { Importer, PrepareContext, Prepared, Recognition, TableBatch } from '../importer.ts';
import { leftOutOf } from '../left-out.ts';
import type { Offer, OfferedFile } from '../offer.ts';
import { isArchive } from '../pickle/archive.ts';
import { readTorch } from '../pickle/torch.ts';
import { type Boids, type BoidsConfig, boidsCalls, configOf, type Flight, isBoids, jsonOf } from './boids-2d-data.ts';
import { ObservationRows } from './observation-rows.ts';
import { type SceneOptions, sceneOptions } from './scene-options.ts';
import { ownIds, trackingTarget } from './target.ts';
import { smallBatches, type TrackingEpisode, type TrackingSession, trackingTables } from './tracking-tables.ts';

/** Data sets of the 2-D boids simulator: `X.pt`, with `X_config.pt` beside it. Read without torch; nothing is executed. */
export const boids2dImporter: Importer<typeof sceneOptions> = {
  id: 'boids-2d',
  title: '2-D boids data set',
  version: 1,
  into: 'tracking',
  options: sceneOptions,
  gathers: (name) => /^(.*?)(?:_config)?\.pt$/i.exec(name)?.[1] ?? null,
  look,
  prepare,
};

async function look(offer: Offer): Promise<Recognition | null> {
  const [first] = await dataSets(offer);
  return first === undefined
    ? null
    : { sure: 0.95, why: `${first.name} is a torch file of an AnimalTrajectoryDataset` };
}

/** The class stands at the beginning of the pickle, which torch does not compress. */
async function dataSets({ files }: Offer): Promise<readonly OfferedFile[]> {
  const found: OfferedFile[] = [];
  for (const file of files.filter((each) => /\.pt$/i.test(each.name) && !isConfig(each))) {
    const head = Buffer.from(await file.head());
    if (isArchive(head) && head.includes('AnimalTrajectoryDataset')) found.push(file);
  }
  return found;
}

/** One file, read whole. */
interface DataSet {
  readonly file: string;
  readonly session: TrackingSession;
  readonly boids: Boids;
  readonly config: BoidsConfig | null;
  readonly species: boolean;
}

async function prepare(offer: Offer, given: SceneOptions, context: PrepareContext): Promise<Prepared> {
  const files = await dataSets(offer);
  if (files.length === 0) {
    throw new Failure(
      'BAD_INPUT',
      offer.files.some(({ name }) => name.includes('_config'))
        ? 'This is no data set but perhaps the configuration of one: import the file without “_config” too'
        : 'There are no data sets of boids in these files',
    );
  }
  const target = await trackingTarget(context.target);
  const sets: DataSet[] = [];
  for (const file of files) sets.push(await dataSetOf(file, given, files.length > 1, context));
  const sessions = sets.map(({ session }) => session);
  const observations = sets.reduce((sum, { boids }) => sum + rowsOf(boids), 0);
  const rows = {
    observations: { rows: observations },
    properties: sets.some(hasProperties) ? { rows: propertyRows(sets) } : null,
    agentTypes: [
      ...new Set(sets.flatMap(({ boids }) => boids.flights.flatMap(({ species }) => species.map(agentType)))),
    ].sort(),
    propertyIds: [
      ...(sets.some(({ config }) => config?.food != null) ? [{ id: 'distance_to_food', type: 'float' } as const] : []),
      ...(sets.some(({ species }) => species) ? [{ id: 'species', type: 'string' } as const] : []),
    ],
  };
  const used = new Set(files.flatMap((file) => [file.path, configPath(file)]));
  return {
    sessions: sessions.map(({ id, name, episodes }) => ({ id, title: name, episodes: episodes.length })),
    tables: trackingTables(sessions, rows, target),
    leftOut: leftOutOf(
      'Files that are no data set of boids',
      offer.files.filter(({ path }) => !used.has(path)).map(({ name }) => name),
    ),
    notices: sets.flatMap(({ config }, at) =>
      config === null
        ? [
            `There is no ${basename(configPath(files[at]!))} beside ${files[at]!.name}, so its session has no configuration`,
          ]
        : [],
    ),
    questions: [],
    finish: target.countOn(observations),
    async *stream(): AsyncGenerator<TableBatch> {
      yield* smallBatches(sessions, rows, target);
      const collected = new ObservationRows(target.firstObservation);
      for (const set of sets) yield* flightsOf(set, given, collected);
      yield* collected.take(true);
    },
  };
}

function rowsOf({ flights }: Boids): number {
  return flights.reduce((sum, { frames, agents }) => sum + frames * agents, 0);
}

function hasProperties({ config, species }: DataSet): boolean {
  return species || config?.food != null;
}

function propertyRows(sets: readonly DataSet[]): number {
  return sets.reduce(
    (sum, { boids, config, species }) => sum + rowsOf(boids) * (Number(species) + Number(config?.food != null)),
    0,
  );
}

async function dataSetOf(
  file: OfferedFile,
  given: SceneOptions,
  several: boolean,
  { target }: PrepareContext,
): Promise<DataSet> {
  const boids = await readBoids(file.path);
  const config = await configBeside(file);
  const named =
    several && given.session !== undefined ? { ...given, session: `${given.session} ${stemOf(file)}` } : given;
  const session = await ownIds(target, sessionOf(file, boids, config, named));
  return {
    file: file.name,
    session,
    boids,
    config,
    species: new Set(boids.flights.flatMap((flight) => flight.species)).size > 1,
  };
}

function* flightsOf(
  { file, session, boids, config, species }: DataSet,
  { sceneSize }: SceneOptions,
  rows: ObservationRows,
): Generator<TableBatch> {
  const { width, height } = boids;
  const food = config?.food && { x: (config.food.x / width) * sceneSize, y: (config.food.y / height) * sceneSize };
  for (const [at, flight] of boids.flights.entries()) {
    addFlight(rows, flight, session.episodes[at]!, { size: sceneSize, food: food ?? null, species, file });
    yield* rows.take();
  }
}

async function readBoids(path: string): Promise<Boids> {
  const value = readTorch(await readFile(path), boidsCalls);
  if (isBoids(value)) return value;
  throw new Failure('BAD_INPUT', `${basename(path)} holds something else than a data set of boids`);
}

function isConfig({ name }: OfferedFile): boolean {
  return /_config\.pt$/i.test(name);
}

function stemOf({ name }: OfferedFile): string {
  return basename(name).replace(/\.pt$/i, '');
}

function configPath({ path }: OfferedFile): string {
  return path.replace(/(\.pt)?$/i, '_config.pt');
}

async function configBeside(file: OfferedFile): Promise<BoidsConfig | null> {
  const path = configPath(file);
  if ((await stat(path).catch(() => null)) === null) return null;
  return configOf(readTorch(await readFile(path)));
}

function sessionOf(
  file: OfferedFile,
  { width, height, flights }: Boids,
  config: BoidsConfig | null,
  given: SceneOptions,
): TrackingSession {
  const name = given.session ?? stemOf(file);
  const id = `session-2d-${name}`;
  let rows = 0;
  const episodes = flights.map(({ frames, agents }, number): TrackingEpisode => {
    const origin = { file: file.name, line: rows + 1 };
    rows += frames * agents;
    return {
      id: `episode-${String(number).padStart(4, '0')}-${id}`,
      number,
      frames,
      agents,
      frameRate: given.frameRate,
      path: `sample-${number}`,
      origin,
    };
  });
  const metadata = {
    data_file: file.path,
    num_samples: flights.length,
    scene_size: given.sceneSize,
    width,
    height,
    loader: 'starling',
  };
  return {
    ...{ id, name, category: 'boids_2d', episodes, origin: { file: file.name, line: 1 } },
    config: config === null ? null : jsonOf(config.species),
    metadata: JSON.stringify(metadata),
  };
}

interface Scene {
  readonly file: string;
  readonly size: number;
  /** In scene units. */
  readonly food: { readonly x: number; readonly y: number } | null;
  readonly species: boolean;
}

function addFlight(
  rows: ObservationRows,
  flight: Flight,
  { id }: TrackingEpisode,
  { size, food, species, file }: Scene,
): void {
  for (let frame = 0; frame < flight.frames; frame += 1) {
    for (let agent = 0; agent < flight.agents; agent += 1) {
      const position = flight.at(frame, agent, size);
      const kind = flight.species[agent] ?? '';
      const velocity = flight.velocity(frame, agent, size);
      const observation = rows.add({ file, episode: id, frame, agent, type: agentType(kind), position, velocity });
      if (food !== null)
        rows.property(observation, 'distance_to_food', Math.hypot(position[0] - food.x, position[1] - food.y));
      if (species) rows.property(observation, 'species', kind);
    }
  }
}

function agentType(species: string): string {
  return /^food/i.test(species) ? 'food' : 'agent';
}
