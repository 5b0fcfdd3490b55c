import { basename, dirname } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { Importer, PrepareContext, Prepared, Recognition } from '../importer.ts';
import type { Offer, OfferedFile } from '../offer.ts';
import { type EpisodeFile, episodeFiles } from './boids-3d-files.ts';
import { agentsOnly, layoutOf, observationsOf, propertiesOf } from './boids-3d-select.ts';
import { footerNames } from './parquet-footer.ts';
import { ownIds, trackingTarget } from './target.ts';
import { smallBatches, type TrackingSession, trackingTables } from './tracking-tables.ts';

const options = z.object({
  session: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: 'Session', description: 'The name of the session; the folder’s name unless told' }),
  frameRate: z.number().positive().default(30).meta({ title: 'Frame rate', description: 'Frames per second' }),
});

/** Runs of the 3-D boids simulator: a folder with `config.yaml` and a parquet file per episode. */
export const boids3dImporter: Importer<typeof options> = {
  id: 'boids-3d',
  title: '3-D boids run',
  version: 1,
  into: 'tracking',
  options,
  look,
  prepare,
};

const flat = ['id', 'type', 'time', 'x', 'y', 'v_x', 'v_y'];
const listed = ['id', 'type', 'time', 'position', 'velocity'];

async function look(offer: Offer): Promise<Recognition | null> {
  const [first] = parquetOf(offer);
  if (first === undefined) return null;
  const names = await footerNames(first);
  const layout = [flat, listed].find((each) => each.every((name) => names.has(name)));
  if (layout === undefined) return null;
  const configured = configOf(offer) !== undefined;
  return {
    sure: configured ? 0.95 : 0.85,
    why: `${configured ? 'It has a config.yaml and its' : 'Its'} parquet files hold ${layout.join(', ')}`,
  };
}

async function prepare(
  offer: Offer,
  { session: named, frameRate }: z.output<typeof options>,
  context: PrepareContext,
): Promise<Prepared> {
  const files = parquetOf(offer);
  if (files.length === 0) throw new Failure('BAD_INPUT', 'There are no parquet files of episodes in this folder');
  const target = await trackingTarget(context.target);
  const layout = await layoutOf(
    context.duckdb,
    files.map(({ path }) => path),
  );
  const withEnvironment = target.generation > 'A';
  const episodes = await episodeFiles(context, files, layout, withEnvironment);
  const folder = basename(offer.root);
  const session = await ownIds(context.target, await sessionOf(offer, named ?? folder, episodes, frameRate));
  const paths = files.map(({ path }) => path);
  const ids = new Map(session.episodes.map(({ path, id }) => [path, id]));
  const select = { ids, layout, episodes, target, careful: context.careful };
  const kept = withEnvironment ? episodes : episodes.map(agentsOnly);
  const rows = {
    observations: { rows: sum(kept, 'rows'), relation: { select: observationsOf(select), paths } },
    properties:
      layout.properties.length === 0 ? null : { rows: null, relation: { select: propertiesOf(select), paths } },
    agentTypes: [...new Set(kept.flatMap(({ types }) => types))],
    propertyIds: layout.properties.map(({ id, type }) => ({ id, type })),
  };
  return {
    sessions: [{ id: session.id, title: session.name, episodes: episodes.length }],
    tables: trackingTables(session, rows, target),
    leftOut: leftOutOf(offer, files, withEnvironment, sum(episodes, 'rows') - sum(kept, 'rows')),
    notices: [],
    questions: [],
    rejects: episodes.flatMap(({ rejects }) => rejects),
    rejectedRows: episodes.reduce((total, { rejects }) => total + rejects.length, 0),
    skippedRows: sum(episodes, 'rows') - sum(kept, 'rows'),
    finish: target.countOn(sum(episodes, 'allRows')),
    async *stream() {
      yield* smallBatches(session, rows, target);
    },
  };
}

function sum(episodes: readonly EpisodeFile[], what: 'rows' | 'allRows'): number {
  return episodes.reduce((total, each) => total + each[what], 0);
}

/** In natural order, which the offer's files are in: `episode-2` before `episode-10`. */
function parquetOf({ files }: Offer): readonly OfferedFile[] {
  return files.filter(({ name }) => name.toLowerCase().endsWith('.parquet'));
}

function configOf({ files }: Offer): OfferedFile | undefined {
  return files.find(({ name }) => basename(name) === 'config.yaml' || basename(name) === 'config.yml');
}

async function sessionOf(
  offer: Offer,
  name: string,
  episodes: readonly EpisodeFile[],
  frameRate: number,
): Promise<TrackingSession> {
  const config = configOf(offer);
  return {
    id: `session-${name}`,
    name,
    category: 'boids_3d',
    config: config === undefined ? null : await configJson(config),
    metadata: JSON.stringify({ simulation_dir: dirname(offer.files[0]?.path ?? offer.root), loader: 'starling' }),
    episodes: episodes.map(({ file, frames, agents }, number) => {
      const stem = basename(file.name).replace(/\.parquet$/i, '');
      return { id: `episode-${number}-${stem}`, number, frames, agents, frameRate, path: file.path };
    }),
  };
}

/** Dates, NaN and ∞ of YAML have no JSON; they become text. */
async function configJson(file: OfferedFile): Promise<string> {
  try {
    return JSON.stringify(parse(await file.text(), { schema: 'core' }), (_, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    );
  } catch (thrown) {
    throw new Failure(
      'BAD_INPUT',
      `${file.name} is no YAML that can be read: correct it or take it out of the folder`,
      {
        detail: String(thrown),
      },
    );
  }
}

function leftOutOf(
  offer: Offer,
  taken: readonly OfferedFile[],
  withEnvironment: boolean,
  environment: number,
): readonly string[] {
  const others = offer.files.filter((file) => !taken.includes(file) && file !== configOf(offer));
  return [
    ...others.map(({ name }) => `${name} is no episode`),
    ...(withEnvironment || environment === 0
      ? []
      : [`${environment} rows of the environment, since this generation of the schema has one row per frame and id`]),
  ];
}
