import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PrepareContext } from '../../importer.ts';
import type { Offer, OfferedFile } from '../../offer.ts';
import { isArchive } from '../../pickle/archive.ts';
import { column, csv, headerOf } from '../csv.ts';
import { rateByClock } from '../frame-rate.ts';
import { npzAsCsv } from '../npz.ts';
import type { TrackFormat } from '../track-importer.ts';
import { number, type TrackSource, whole } from '../track-source.ts';

/**
 * TRex: one file per individual, `<video>_fish0.csv` or `.npz`, with `frame`, `X`, `Y`, `missing`… in centimetres, y downwards.
 * https://trex.run/docs/formats.html
 */
export const trex: TrackFormat = {
  id: 'trex',
  title: 'TRex tracks',
  unit: 'cm',
  look: async (offer) => {
    const [first] = individualsOf(offer);
    if (first === undefined) return null;
    if (isArchive(await first.head())) return { sure: 0.9, why: `${first.name} is named and packed as TRex does` };
    const names = await headerOf(first);
    return names.includes('frame') && placeOf(names) !== null
      ? { sure: 0.9, why: `${first.name} is named as TRex does and has a frame, ${placeOf(names)?.join(' and ')}` }
      : null;
  },
  sources: async (offer, context) => Promise.all(individualsOf(offer).map((file) => sourceOf(file, context))),
};

function individualsOf({ files }: Offer): readonly OfferedFile[] {
  return files.filter(({ name }) => individualOf(name) !== null);
}

function individualOf(name: string): number | null {
  const number = /_(?:fish|id|[a-z]+)(\d+)\.(?:csv|npz)$/i.exec(basename(name))?.[1];
  return number === undefined ? null : Number(number);
}

/** The centroid where it is there, else the head. */
function placeOf(names: readonly string[]): readonly [x: string, y: string] | null {
  const found = [
    ['X#wcentroid', 'Y#wcentroid'],
    ['X#wcentroid (cm)', 'Y#wcentroid (cm)'],
    ['X', 'Y'],
    ['X (cm)', 'Y (cm)'],
  ].find((pair) => pair.every((name) => names.includes(name)));
  return (found as [string, string] | undefined) ?? null;
}

async function sourceOf(file: OfferedFile, { duckdb, scratch }: PrepareContext): Promise<TrackSource> {
  const { path, names } = await asCsv(file, scratch);
  const [x, y] = placeOf(names) ?? ['X', 'Y'];
  const speeds = [x.replace('X', 'VX'), y.replace('Y', 'VY')].filter((name) => names.includes(name));
  const used = new Set(['frame', x, y, ...speeds, 'missing']);
  const lost = names.includes('missing') ? `${number('missing')} = 1 or ` : '';
  const from = csv(path, { names });
  return {
    episode: basename(file.name).replace(/_(?:fish|id|[a-z]+)\d+\.(?:csv|npz)$/i, ''),
    ...{
      file,
      from,
      header: path === file.path ? 1 : null,
      frame: whole('frame'),
      agent: String(individualOf(file.name) ?? 0),
      type: `'animal'`,
    },
    ...{ x: number(column(x)), y: number(column(y)) },
    velocity: speeds.length === 2 ? [number(column(speeds[0]!)), number(column(speeds[1]!))] : undefined,
    properties: names
      .filter((name) => !used.has(name))
      .map(
        (name) =>
          ({
            id: name,
            type: 'float',
            value: `case when isfinite(${number(column(name))}) then ${number(column(name))} end`,
          }) as const,
      ),
    leftOut: { where: `${lost}not isfinite(${number(column(x))})`, why: 'the individual was not found' },
    frameRate: names.includes('time')
      ? await rateByClock(duckdb, { from, frame: whole('frame'), seconds: number('time') })
      : undefined,
  };
}

async function asCsv(
  file: OfferedFile,
  scratch: string,
): Promise<{ readonly path: string; readonly names: readonly string[] }> {
  if (!isArchive(await file.head())) return { path: file.path, names: await headerOf(file) };
  const { names, text } = await npzAsCsv(file.path);
  const path = join(scratch, `${basename(file.name)}.csv`);
  await writeFile(path, text);
  return { path, names };
}
