import { basename, dirname } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { LeftOutPart } from '#shared/model/import.ts';
import type { Importer, PrepareContext, Prepared, Recognition } from '../importer.ts';
import { inTurns } from '../in-turns.ts';
import { leftOutOf, sentence } from '../left-out.ts';
import type { Offer, OfferedFile } from '../offer.ts';
import { footerNames, parquetSummary } from '../parquet-footer.ts';
import { type EpisodeFile, episodeFiles } from './boids-3d-files.ts';
import { agentsOnly, layoutOf, observationsOf, placeOfRow, propertiesOf } from './boids-3d-select.ts';
import { ownIds, trackingTarget, withSessionInIds } from './target.ts';
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

/** Footers that are read at a time. */
const atOnce = 32;

const flat = ['id', 'type', 'time', 'x', 'y', 'v_x', 'v_y'];
const listed = ['id', 'type', 'time', 'position', 'velocity'];

async function look(offer: Offer): Promise<Recognition | null> {
  const [first] = await episodesOf(offer);
  if (first === undefined) return null;
  const layout = await layoutNames(first);
  if (layout === null) return null;
  const configured = offer.files.some(isConfig);
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
  const files = await episodesOf(offer);
  if (files.length === 0) throw new Failure('BAD_INPUT', 'There are no parquet files of episodes in this folder');
  const target = await trackingTarget(context.target);
  const summaries = await inTurns(files, atOnce, parquetSummary);
  const differ = summaries.includes(null) || new Set(summaries.map((each) => each?.schema)).size > 1;
  const layout = await layoutOf(context.duckdb, { paths: files.map(({ path }) => path), differ });
  const withEnvironment = target.generation > 'A';
  const episodes = await episodeFiles(context, files, layout, withEnvironment);
  const sessions = await sessionsOf(offer, named, episodes, frameRate, context);
  const paths = files.map(({ path }) => path);
  const ids = new Map(sessions.flatMap((session) => session.episodes.map(({ path, id }) => [path, id] as const)));
  const select = { ids, layout, episodes, target, careful: context.careful };
  const kept = withEnvironment ? episodes : episodes.map(agentsOnly);
  const rows = {
    observations: {
      rows: sum(kept, 'rows'),
      relation: { select: observationsOf(select), paths, located: observationsOf(select, placeOfRow) },
    },
    properties:
      layout.properties.length === 0
        ? null
        : { rows: null, relation: { select: propertiesOf(select), paths, located: propertiesOf(select, placeOfRow) } },
    agentTypes: [...new Set(kept.flatMap(({ types }) => types))],
    propertyIds: layout.properties.map(({ id, type }) => ({ id, type })),
  };
  return {
    sessions: sessions.map((session) => ({ id: session.id, title: session.name, episodes: session.episodes.length })),
    tables: trackingTables(sessions, rows, target),
    leftOut: notTaken(offer, files, withEnvironment, sum(episodes, 'rows') - sum(kept, 'rows')),
    notices: [],
    questions: [],
    rejects: episodes.flatMap(({ rejects }) => rejects),
    rejectedRows: episodes.reduce((total, { rejects }) => total + rejects.length, 0),
    skippedRows: sum(episodes, 'rows') - sum(kept, 'rows'),
    finish: target.countOn(sum(episodes, 'allRows')),
    async *stream() {
      yield* smallBatches(sessions, rows, target);
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

/** Those that hold what the simulator writes. */
async function episodesOf(offer: Offer): Promise<readonly OfferedFile[]> {
  const fitting = await inTurns(parquetOf(offer), atOnce, async (file) =>
    (await layoutNames(file)) === null ? [] : [file],
  );
  return fitting.flat();
}

async function layoutNames(file: OfferedFile): Promise<readonly string[] | null> {
  const names = await footerNames(file);
  return [flat, listed].find((each) => each.every((name) => names.has(name))) ?? null;
}

function isConfig({ name }: OfferedFile): boolean {
  return /^config\.ya?ml$/.test(basename(name));
}

/** A folder per run; a folder with several runs gives as many sessions. */
async function sessionsOf(
  offer: Offer,
  named: string | undefined,
  episodes: readonly EpisodeFile[],
  frameRate: number,
  { target }: PrepareContext,
): Promise<readonly TrackingSession[]> {
  const runs = [...Map.groupBy(episodes, ({ file }) => dirname(file.path))];
  const sessions: TrackingSession[] = [];
  for (const [folder, own] of runs) {
    const name = named === undefined ? basename(folder) : runs.length === 1 ? named : `${named} ${basename(folder)}`;
    const config = offer.files.find((file) => isConfig(file) && dirname(file.path) === folder);
    sessions.push(await ownIds(target, await sessionOf(name, folder, config, own, frameRate)));
  }
  const ids = sessions.flatMap((session) => session.episodes.map(({ id }) => id));
  return new Set(ids).size === ids.length ? sessions : sessions.map(withSessionInIds);
}

async function sessionOf(
  name: string,
  folder: string,
  config: OfferedFile | undefined,
  episodes: readonly EpisodeFile[],
  frameRate: number,
): Promise<TrackingSession> {
  return {
    id: `session-${name}`,
    name,
    category: 'boids_3d',
    config: config === undefined ? null : await configJson(config),
    metadata: JSON.stringify({ simulation_dir: folder, loader: 'starling' }),
    origin: { file: (config ?? episodes[0]?.file)?.name ?? '', line: 1 },
    episodes: episodes.map(({ file, frames, agents }, number) => {
      const stem = basename(file.name).replace(/\.parquet$/i, '');
      const origin = { file: file.name, line: 1 };
      return { id: `episode-${number}-${stem}`, number, frames, agents, frameRate, path: file.path, origin };
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

function notTaken(
  offer: Offer,
  taken: readonly OfferedFile[],
  withEnvironment: boolean,
  environment: number,
): readonly LeftOutPart[] {
  const others = offer.files.filter((file) => !taken.includes(file) && !isConfig(file));
  return [
    ...leftOutOf(
      'Files that are no episode',
      others.map(({ name }) => name),
    ),
    ...(withEnvironment || environment === 0
      ? []
      : [sentence(`${environment} rows of the environment, since this generation has one row per frame and id`)]),
  ];
}
