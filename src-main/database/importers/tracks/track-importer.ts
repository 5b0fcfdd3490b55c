import { basename } from 'node:path';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { LeftOutPart } from '#shared/model/import.ts';
import { listLiteral, literal } from '../../drivers/duckdb/settings.ts';
import type { Importer, PrepareContext, Prepared, Recognition } from '../importer.ts';
import { groupName, type Offer } from '../offer.ts';
import { ownIds, trackingTarget } from '../tracking/target.ts';
import { smallBatches, type TrackingRows, type TrackingSession, trackingTables } from '../tracking/tracking-tables.ts';
import { assumedRate, ratesOf } from './frame-rate.ts';
import { inLines } from './row-lines.ts';
import { type StagedTracks, stage } from './stage.ts';
import { categoryOf, type TrackSource, type TrackUnit, trackUnits } from './track-source.ts';

const options = z.object({
  session: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: 'Session', description: 'The name of the session; the file’s or folder’s name unless told' }),
  frameRate: z
    .number()
    .positive()
    .optional()
    .meta({ title: 'Frame rate', description: 'Frames per second; what the files say, else 30' }),
  unit: z
    .enum(trackUnits)
    .optional()
    .meta({ title: 'Unit', description: 'Of lengths; that of the format unless told' }),
});

export type TrackOptions = z.output<typeof options>;

/** A format of tracked animals, vehicles or detections: text files with a row per frame and individual. */
export interface TrackFormat {
  readonly id: string;
  readonly title: string;
  readonly unit: TrackUnit;
  look(offer: Offer): Promise<Recognition | null>;
  /** Throws BAD_INPUT where the files turn out to be something else. */
  sources(offer: Offer, context: PrepareContext): Promise<readonly TrackSource[]>;
  /** JSON of what is known of the recording. */
  config?(offer: Offer): Promise<string | null>;
  readonly notices?: readonly string[] | undefined;
  /** See `Importer.gathers`. */
  gathers?(name: string): string | null;
}

export function trackImporter(format: TrackFormat): Importer<typeof options> {
  return {
    id: format.id,
    title: format.title,
    version: 2,
    into: 'tracking',
    options,
    ...(format.gathers === undefined ? {} : { gathers: format.gathers }),
    look: (offer) => format.look(offer),
    prepare: (offer, given, context) => prepare(format, offer, given, context),
  };
}

async function prepare(
  format: TrackFormat,
  offer: Offer,
  given: TrackOptions,
  context: PrepareContext,
): Promise<Prepared> {
  const sources = await format.sources(offer, context);
  if (sources.length === 0) throw new Failure('BAD_INPUT', `There are no tracks of ${format.title} in these files`);
  const rates = ratesOf(sources, given.frameRate);
  const staged: StagedTracks[] = [];
  for (const [at, source] of sources.entries()) {
    staged.push(await stage(context, source, at, rates.get(source.episode) ?? assumedRate));
  }
  const target = await trackingTarget(context.target);
  const session = await ownIds(context.target, await sessionOf(format, offer, staged, { ...given, rates }));
  const rows = rowsOf(staged, session, target.firstObservation);
  const all = staged.reduce((sum, { allRows }) => sum + allRows, 0);
  const isAssumed = given.frameRate === undefined && sources.every(({ frameRate }) => frameRate === undefined);
  const computed = sources.some(({ velocity }) => velocity === undefined);
  return {
    sessions: [{ id: session.id, title: session.name, episodes: session.episodes.length }],
    tables: trackingTables([session], rows, target),
    leftOut: leftOutRows(staged),
    notices: [
      ...(format.notices ?? []),
      ...(isAssumed ? [`The files do not say how many frames there are in a second: ${assumedRate} are assumed`] : []),
      ...(computed ? ['Velocities are the way from the frame before, per second; unknown after a gap'] : []),
    ],
    questions: [],
    rejects: staged.flatMap(({ rejects }) => rejects),
    rejectedRows: staged.reduce((sum, { allRows, rows: taken, leftOut }) => sum + allRows - taken - leftOut, 0),
    skippedRows: staged.reduce((sum, { leftOut }) => sum + leftOut, 0),
    finish: target.countOn(all),
    places: (refused) => inLines(refused, sources),
    async *stream() {
      yield* smallBatches([session], rows, target);
    },
  };
}

/** By why; each file with how many. */
function leftOutRows(staged: readonly StagedTracks[]): readonly LeftOutPart[] {
  const some = staged.filter(({ leftOut }) => leftOut > 0);
  return [...Map.groupBy(some, ({ source }) => source.leftOut?.why ?? '')].map(([why, files]) => ({
    what: `${files.reduce((sum, { leftOut }) => sum + leftOut, 0)} rows, since ${why}`,
    names: files.map(({ source, leftOut }) =>
      files.length === 1 ? source.file.name : `${leftOut} of ${source.file.name}`,
    ),
  }));
}

async function sessionOf(
  format: TrackFormat,
  offer: Offer,
  staged: readonly StagedTracks[],
  { session, unit, rates }: Pick<TrackOptions, 'session' | 'unit'> & { readonly rates: ReadonlyMap<string, number> },
): Promise<TrackingSession> {
  const [first] = offer.files;
  const alone = !offer.isFolder && offer.files.length === 1 && first !== undefined;
  const name = session ?? (alone ? basename(first.name).replace(/\.[^.]+$/, '') : groupName(offer));
  const episodes = [...Map.groupBy(staged, ({ source }) => source.episode)];
  return {
    ...{ id: name, name, category: categoryOf[unit ?? format.unit] },
    config: (await format.config?.(offer)) ?? null,
    metadata: JSON.stringify({ session_dir: offer.root, importer: format.id, loader: 'starling' }),
    origin: staged[0]?.first ?? { file: '', line: null },
    episodes: episodes.map(([episode, files], number) => ({
      id: `episode-${episode}-${name}`,
      number,
      frames: Math.max(...files.map(({ frames }) => frames)),
      agents: new Set(files.flatMap(({ agents }) => agents)).size,
      frameRate: rates.get(episode) ?? assumedRate,
      path: files[0]?.source.file.path ?? '',
      origin: files[0]?.first ?? { file: '', line: null },
    })),
  };
}

function rowsOf(staged: readonly StagedTracks[], session: TrackingSession, firstId: number): TrackingRows {
  const names = [...new Set(staged.map(({ source }) => source.episode))];
  const paths = staged.map(({ path }) => path);
  let next = firstId - 1;
  const parts = staged.map(({ source, path, allRows }) => {
    const before = next;
    next += allRows;
    const episode = session.episodes[names.indexOf(source.episode)]?.id ?? '';
    const place = `${literal(source.file.name)}, record, raw`;
    return {
      source,
      place,
      from: `read_parquet(${literal(path)}) where reason is null`,
      episode,
      id: `${before} + row`,
    };
  });
  const observation = ({ from, episode, id }: (typeof parts)[number], more = '') =>
    `select ${id}, ${literal(episode)}, frame, agent, type, x, y, z, v_x, v_y, cast(null as double)${more} from ${from}`;
  const withProperties = parts.filter(({ source }) => source.properties.length > 0);
  const known = new Map(
    staged.flatMap(({ source }) => source.properties.map(({ id, type }) => [id, { id, type }] as const)),
  );
  return {
    observations: {
      rows: staged.reduce((sum, each) => sum + each.rows, 0),
      relation: {
        paths,
        select: together(parts.map((part) => observation(part))),
        located: together(parts.map((part) => observation(part, `, ${part.place}`))),
      },
    },
    properties:
      withProperties.length === 0
        ? null
        : {
            rows: null,
            relation: {
              paths,
              select: together(withProperties.map(({ source, from, id }) => propertiesOf(source, from, id))),
              located: together(
                withProperties.map(({ source, from, id, place }) => propertiesOf(source, from, id, place)),
              ),
            },
          },
    agentTypes: [...new Set(staged.flatMap(({ types }) => types))].sort(),
    propertyIds: [...known.values()],
  };
}

function together(selects: readonly string[]): string {
  return selects.join(' union all ');
}

/** With `place`, the three columns of `Relation.located`. */
function propertiesOf({ properties }: TrackSource, from: string, id: string, place?: string): string {
  const floats = properties.map(({ type }, at) => (type === 'float' ? `p${at}` : 'cast(null as double)'));
  const texts = properties.map(({ type }, at) => (type === 'string' ? `p${at}` : 'cast(null as varchar)'));
  const [more, kept] = place === undefined ? ['', ''] : [`, row(${place}) as place`, ', place[1], place[2], place[3]'];
  return `select observation, property, number, words${kept} from (select ${id} as observation,
    unnest(${listLiteral(properties.map((each) => each.id))}) as property, unnest([${floats.join(', ')}]) as number,
    unnest([${texts.join(', ')}]) as words${more} from ${from}) as one where number is not null or words is not null`;
}
