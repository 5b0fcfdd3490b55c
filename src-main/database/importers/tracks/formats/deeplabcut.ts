import { basename } from 'node:path';
import type { Recognition } from '../../importer.ts';
import type { Offer, OfferedFile } from '../../offer.ts';
import { csv, splitLine } from '../csv.ts';
import type { TrackFormat } from '../track-importer.ts';
import { number, type TrackSource, whole } from '../track-source.ts';
import { type BodyPart, longBy } from './body-parts.ts';

/** DeepLabCut (and Lightning Pose): header rows `scorer`, `individuals` for several animals, `bodyparts`, `coords`. */
export const deeplabcut: TrackFormat = {
  id: 'deeplabcut',
  title: 'DeepLabCut poses',
  unit: 'pixels',
  look,
  sources: async ({ files }) => {
    const found: TrackSource[] = [];
    for (const file of files) {
      const head = await headOf(file);
      if (head !== null) found.push(sourceOf(file, head));
    }
    return found;
  },
  notices: ['Every body part of every animal is an agent: its type is the body part, its id the animal'],
};

async function look({ files: [first] }: Offer): Promise<Recognition | null> {
  const head = first === undefined ? null : await headOf(first);
  if (head === null) return null;
  return { sure: 0.95, why: `It begins with the rows ${[...head.rows.keys()].join(', ')}` };
}

interface Head {
  /** Header rows by their first word. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly lines: number;
}

async function headOf(file: OfferedFile): Promise<Head | null> {
  const lines = (await file.lines(4)).map(splitLine);
  const rows = new Map<string, readonly string[]>();
  for (const [word = '', ...rest] of lines) {
    if (!['scorer', 'individuals', 'bodyparts', 'coords'].includes(word)) break;
    rows.set(word, rest);
  }
  return rows.has('bodyparts') && rows.has('coords') ? { rows, lines: rows.size } : null;
}

function sourceOf(file: OfferedFile, { rows, lines }: Head): TrackSource {
  const parts = rows.get('bodyparts') ?? [];
  const coords = rows.get('coords') ?? [];
  const individuals = rows.get('individuals') ?? [];
  const names = ['c0', ...parts.map((_, at) => `c${at + 1}`)];
  const animals = [...new Set(individuals)];
  const found = new Map<string, Partial<Record<string, string>> & { name: string; individual: string }>();
  for (const [at, name] of parts.entries()) {
    const individual = String(Math.max(0, animals.indexOf(individuals[at] ?? '')));
    const key = `${individual} ${name}`;
    const part = found.get(key) ?? { name, individual };
    found.set(key, { ...part, [coords[at] ?? '']: `c${at + 1}` });
  }
  const points = [...found.values()].flatMap(({ name, individual, x, y, likelihood }): BodyPart[] =>
    x === undefined || y === undefined ? [] : [{ name, individual, x, y, score: likelihood ?? null }],
  );
  const table = csv(file.path, { header: false, skip: lines, names });
  return {
    ...{ episode: basename(file.name).replace(/\.csv$/i, ''), file },
    // The first column is the frame, or the name of the picture that was labelled.
    from: longBy(points, `(select *, row_number() over () - 1 as line from ${table})`, 'c0, line'),
    ...{ record: 'line + 1', header: lines },
    frame: `coalesce(${whole('c0')}, line::integer)`,
    ...{ agent: 'individual', type: 'part', x: number('px'), y: number('py') },
    properties: [{ id: 'confidence', type: 'float', value: number('score') }],
    leftOut: { where: `coalesce(px, '') = '' and coalesce(py, '') = ''`, why: 'the body part was not seen' },
  };
}
