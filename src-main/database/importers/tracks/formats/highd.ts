import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { OfferedFile } from '../../offer.ts';
import { column, csv, headerOf, splitLine } from '../csv.ts';
import type { TrackFormat } from '../track-importer.ts';
import { number, type TrackSource, whole } from '../track-source.ts';

const highdColumns = ['frame', 'id', 'x', 'y', 'width', 'height', 'xVelocity', 'yVelocity'];
const indColumns = ['trackId', 'frame', 'xCenter', 'yCenter', 'heading', 'width', 'length'];

/**
 * Vehicles seen by drones: highD (x, y the upper left corner, frames from 1) and inD, rounD, exiD (centres, frames from 0).
 * Metres and metres per second. https://levelxdata.com
 */
export const highd: TrackFormat = {
  id: 'highd',
  title: 'highD vehicles',
  unit: 'm',
  gathers: (name) => /^(.*)_(?:tracks|tracksMeta|recordingMeta)\.csv$/.exec(name)?.[1] ?? null,
  look: async ({ files }) => {
    for (const file of files.slice(0, 20)) {
      const names = await headerOf(file);
      const columns = [highdColumns, indColumns].find((each) => each.every((name) => names.includes(name)));
      if (columns !== undefined) return { sure: 0.9, why: `${file.name} has the columns ${columns.join(', ')}` };
    }
    return null;
  },
  sources: async ({ files }) => {
    const found: TrackSource[] = [];
    for (const file of files) {
      const names = await headerOf(file);
      const layout = [highdColumns, indColumns].find((each) => each.every((name) => names.includes(name)));
      if (layout !== undefined) found.push(await sourceOf(file, names, layout === highdColumns));
    }
    return found;
  },
};

async function sourceOf(file: OfferedFile, names: readonly string[], corner: boolean): Promise<TrackSource> {
  const id = corner ? 'id' : 'trackId';
  const meta = await beside(file, 'tracksMeta');
  const recording = await beside(file, 'recordingMeta');
  const rate = Number(recording === null ? Number.NaN : recording.first[recording.names.indexOf('frameRate')]);
  const classes = meta?.names.includes('class') === true && meta.names.includes(id);
  const tracks = csv(file.path, { names });
  const used = new Set(['frame', id, 'x', 'y', 'xCenter', 'yCenter', 'xVelocity', 'yVelocity', 'recordingId']);
  return {
    ...{ episode: basename(file.name).replace(/_tracks\.csv$|\.csv$/i, ''), file },
    from: classes
      ? `(select a.*, b.class as vehicle_class from (select *, row_number() over () as starling_row from ${tracks}) a left join ${csv(meta.path, { names: meta.names })} b on a.${column(id)} = b.${column(id)})`
      : tracks,
    ...(classes ? { order: 'starling_row', record: 'starling_row' } : {}),
    frame: corner ? `${whole('frame')} - 1` : whole('frame'),
    ...{ agent: whole(column(id)), type: classes ? `coalesce(lower(vehicle_class), 'vehicle')` : `'vehicle'` },
    x: corner ? `${number('x')} + ${number('width')} / 2` : number(column('xCenter')),
    y: corner ? `${number('y')} + ${number('height')} / 2` : number(column('yCenter')),
    velocity: [number(column('xVelocity')), number(column('yVelocity'))],
    properties: names
      .filter((name) => !used.has(name))
      .map((name) => ({ id: name, type: 'float', value: number(column(name)) }) as const),
    frameRate: rate > 0 ? rate : 25,
  };
}

interface Beside {
  readonly path: string;
  readonly names: readonly string[];
  readonly first: readonly string[];
}

/** `01_tracksMeta.csv` beside `01_tracks.csv`. */
async function beside({ path }: OfferedFile, what: string): Promise<Beside | null> {
  const other = join(dirname(path), basename(path).replace(/_tracks\.csv$/i, `_${what}.csv`));
  if (other === path) return null;
  const text = await readFile(other, 'utf8').catch(() => null);
  if (text === null) return null;
  const [names = '', first = ''] = text.split(/\r?\n/, 2);
  return { path: other, names: splitLine(names), first: splitLine(first) };
}
