import { basename } from 'node:path';
import { parse } from 'yaml';
import { literal } from '../../../drivers/duckdb/settings.ts';
import type { Recognition } from '../../importer.ts';
import type { Offer, OfferedFile } from '../../offer.ts';
import { column, csv, headerOf } from '../csv.ts';
import type { TrackFormat } from '../track-importer.ts';
import { number, type TrackSource, whole } from '../track-source.ts';

type Kind = 'tracks' | 'centroids' | 'bboxes' | 'detections';

/** Tracks of thermal and colour cameras, with `aligned_frames/<camera>` and `Metadata.yaml` where a whole session is given. */
export const collabCsv: TrackFormat = {
  id: 'tracking-csv',
  title: 'camera tracks',
  unit: 'pixels',
  look,
  sources: async (offer) => {
    const known = await kindsOf(offer);
    return known.map(({ file, kind, names }) => sources[kind](file, episodeOf(file, kind), names));
  },
  config: async ({ files }) => {
    const file = files.find(({ name }) => basename(name) === 'Metadata.yaml');
    return file === undefined ? null : JSON.stringify(parse(await file.text()));
  },
};

async function look(offer: Offer): Promise<Recognition | null> {
  const [first] = await kindsOf(offer);
  if (first === undefined) return null;
  const aligned = first.file.name.includes('aligned_frames/');
  return { sure: aligned ? 0.95 : 0.85, why: `${first.file.name} has the columns ${first.names.join(', ')}` };
}

interface Known {
  readonly file: OfferedFile;
  readonly kind: Kind;
  readonly names: readonly string[];
}

async function kindsOf({ files }: Offer): Promise<readonly Known[]> {
  const known: Known[] = [];
  for (const file of files.filter(({ name }) => /\.csv$/i.test(name))) {
    const names = await headerOf(file);
    const kind = kindOf(names);
    if (kind !== null) known.push({ file, kind, names });
  }
  return known;
}

function kindOf(names: readonly string[]): Kind | null {
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.includes(name));
  if (names.includes('predictions')) return 'detections';
  if (!has('track_id', 'frame')) return null;
  if (has('x1', 'y1', 'x2', 'y2')) return 'bboxes';
  return has('x', 'y', 'z') ? 'centroids' : has('x', 'y') ? 'tracks' : null;
}

/** The camera's folder, else the file's name; other kinds than plain tracks say which they are. */
function episodeOf({ name }: OfferedFile, kind: Kind): string {
  const camera =
    /aligned_frames\/([^/]+)\//.exec(name)?.[1] ??
    basename(name).replace(/(_tracks|_bboxes|_centroids_3d)?\.csv$/i, '');
  return kind === 'tracks' || kind === 'detections' ? camera : `${camera}-${kind}`;
}

type Source = (file: OfferedFile, episode: string, names: readonly string[]) => TrackSource;

const placed: Source = (file, episode, names) => ({
  ...{ episode, file, from: csv(file.path, { names }) },
  ...{ frame: whole('frame'), agent: whole('track_id'), type: `'bird'`, x: number('x'), y: number('y') },
  z: names.includes('z') ? number('z') : undefined,
  properties: [],
  leftOut: { where: 'x is null and y is null', why: 'they have no position' },
});

const boxed: Source = (file, episode, names) => {
  const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map(number) as [string, string, string, string];
  const has = (name: string) => names.includes(name);
  return {
    ...{ episode, file, from: csv(file.path, { names }), frame: whole('frame'), agent: whole('track_id') },
    type: has('class') ? `coalesce(${column('class')}, 'bird')` : `'bird'`,
    ...{ x: `(${x1} + ${x2}) / 2`, y: `(${y1} + ${y2}) / 2` },
    properties: [
      ...['x1', 'y1', 'x2', 'y2'].map(
        (corner) => ({ id: `bbox_${corner}`, type: 'float', value: number(corner) }) as const,
      ),
      ...(has('confidence') ? [{ id: 'confidence', type: 'float', value: number('confidence') } as const] : []),
      ...(has('class') ? [{ id: 'detection_class', type: 'string', value: column('class') } as const] : []),
    ],
  };
};

/** One row per frame with all its detections as JSON; they have no identity, so they are numbered within the frame. */
const detected: Source = (file, episode, names) => {
  const frame = names.includes('frame') ? whole('frame') : '(row_number() over () - 1)::integer';
  const part = (name: string) => `json_extract_string(d, ${literal(`$.${name}`)})`;
  const rows = `select row_number() over () as record, ${frame} as f, unnest(json_extract(predictions, '$.predictions[*]')) as d,
    unnest(range(len(json_extract(predictions, '$.predictions[*]')))) as n from ${csv(file.path, { names })}`;
  const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((name) => number(part(name))) as [
    string,
    string,
    string,
    string,
  ];
  return {
    ...{ episode, file, from: `(${rows})`, record: 'record', frame: 'f', agent: 'n::integer' },
    type: `coalesce(${part('class')}, 'bird')`,
    ...{ x, y, velocity: ['cast(null as double)', 'cast(null as double)'] },
    properties: [
      { id: 'bbox_x1', type: 'float', value: `${x} - ${w} / 2` },
      { id: 'bbox_y1', type: 'float', value: `${y} - ${h} / 2` },
      { id: 'bbox_x2', type: 'float', value: `${x} + ${w} / 2` },
      { id: 'bbox_y2', type: 'float', value: `${y} + ${h} / 2` },
      { id: 'confidence', type: 'float', value: number(part('confidence')) },
      { id: 'detection_class', type: 'string', value: part('class') },
    ],
  };
};

const sources: Readonly<Record<Kind, Source>> = {
  tracks: placed,
  centroids: placed,
  bboxes: boxed,
  detections: detected,
};
