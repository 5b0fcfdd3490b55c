import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Recognition } from '../../importer.ts';
import type { Offer, OfferedFile } from '../../offer.ts';
import { csv, splitLine } from '../csv.ts';
import type { TrackFormat } from '../track-importer.ts';
import { number, type TrackSource, whole } from '../track-source.ts';

/**
 * MOTChallenge text files: `frame, id, left, top, width, height, confidence…`, frames from 1, no header. Ground truth since
 * MOT16 has nine columns: a flag (0: ignore), the class and the visibility behind the box (arXiv:1603.00831).
 */
export const motChallenge: TrackFormat = {
  id: 'mot-challenge',
  title: 'MOTChallenge',
  unit: 'pixels',
  look,
  sources: async ({ files }) => {
    const found: TrackSource[] = [];
    for (const file of files) if ((await widthOf(file)) !== null) found.push(await sourceOf(file));
    return found;
  },
};

async function look({ files }: Offer): Promise<Recognition | null> {
  const [first] = files.filter(({ name }) => /\.(txt|csv)$/i.test(name));
  const width = first === undefined ? null : await widthOf(first);
  if (first === undefined || width === null) return null;
  const named = /^(gt|det)\.txt$/i.test(basename(first.name)) || (await readBeside(first, 'seqinfo.ini')) !== null;
  return {
    sure: named ? 0.9 : 0.55,
    why: `${first.name} has ${width} numbers a line like MOTChallenge, without a header`,
  };
}

/** 7 to 10 numbers in each of the first lines, the first two whole, the first from 1; `null` for anything else. */
async function widthOf(file: OfferedFile): Promise<number | null> {
  const lines = await file.lines(20);
  const rows = lines.map((line) => splitLine(line).map((each) => (each === '' ? Number.NaN : Number(each))));
  const width = rows[0]?.length ?? 0;
  if (width < 7 || width > 10) return null;
  const fits = rows.every(
    (row) =>
      row.length === width &&
      row.every(Number.isFinite) &&
      Number.isInteger(row[0]) &&
      row[0]! >= 1 &&
      Number.isInteger(row[1]),
  );
  return fits ? width : null;
}

async function sourceOf(file: OfferedFile): Promise<TrackSource> {
  const width = (await widthOf(file)) ?? 10;
  const names = Array.from({ length: width }, (_, at) => `c${at}`);
  const [left, top, w, h] = ['c2', 'c3', 'c4', 'c5'].map(number) as [string, string, string, string];
  const truth = width === 9;
  const info = await readBeside(file, 'seqinfo.ini');
  const rate = Number(/^\s*frameRate\s*=\s*([\d.]+)/im.exec(info ?? '')?.[1]);
  return {
    ...{ episode: episodeOf(file), file },
    from: `(select *, row_number() over (partition by c0 order by line) as n
      from (select *, row_number() over () as line from ${csv(file.path, { header: false, names })}))`,
    ...{ order: 'line', record: 'line', header: 0 },
    frame: `${whole('c0')} - 1`,
    // Detections have no identity (−1); they are numbered within the frame.
    agent: `case when ${whole('c1')} < 0 then n::integer else ${whole('c1')} end`,
    type: truth ? `coalesce(${classOf('c7')}, 'object')` : `'object'`,
    ...{ x: `${left} + ${w} / 2`, y: `${top} + ${h} / 2` },
    properties: [
      { id: 'bbox_x1', type: 'float', value: left },
      { id: 'bbox_y1', type: 'float', value: top },
      { id: 'bbox_x2', type: 'float', value: `${left} + ${w}` },
      { id: 'bbox_y2', type: 'float', value: `${top} + ${h}` },
      ...(truth
        ? [{ id: 'visibility', type: 'float', value: number('c8') } as const]
        : [{ id: 'confidence', type: 'float', value: number('c6') } as const]),
    ],
    leftOut: truth ? { where: `${number('c6')} = 0`, why: 'the ground truth says to ignore them' } : undefined,
    frameRate: rate > 0 ? rate : undefined,
  };
}

/** `<sequence>/gt/gt.txt` is called by its sequence. */
function episodeOf({ path }: OfferedFile): string {
  const stem = basename(path).replace(/\.[^.]+$/, '');
  const folder = dirname(path);
  if (!/^(gt|det)$/i.test(stem)) return stem;
  const sequence = basename(/^(gt|det)$/i.test(basename(folder)) ? dirname(folder) : folder);
  return stem.toLowerCase() === 'det' ? `${sequence}-detections` : sequence;
}

async function readBeside({ path }: OfferedFile, name: string): Promise<string | null> {
  for (const folder of [dirname(path), dirname(dirname(path))]) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return null;
}

/** Classes of MOT16 and later, from 1. */
const classes = [
  ...['pedestrian', 'person on vehicle', 'car', 'bicycle', 'motorbike', 'non motorized vehicle', 'static person'],
  ...['distractor', 'occluder', 'occluder on the ground', 'occluder full', 'reflection'],
];

function classOf(column: string): string {
  return `case ${whole(column)} ${classes.map((name, at) => `when ${at + 1} then '${name}'`).join(' ')} end`;
}
