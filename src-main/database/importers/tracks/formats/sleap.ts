import { basename } from 'node:path';
import type { OfferedFile } from '../../offer.ts';
import { column, csv, headerOf } from '../csv.ts';
import type { TrackFormat } from '../track-importer.ts';
import { number, type TrackSource, whole } from '../track-source.ts';
import { longBy } from './body-parts.ts';

/** SLEAP's analysis CSV: `track, frame_idx, instance.score, <part>.x, <part>.y, <part>.score`. */
export const sleap: TrackFormat = {
  id: 'sleap',
  title: 'SLEAP poses',
  unit: 'pixels',
  look: async ({ files: [first] }) => {
    const names = first === undefined ? [] : await headerOf(first);
    const fits =
      ['track', 'frame_idx'].every((name) => names.includes(name)) && names.some((name) => name.endsWith('.x'));
    return fits ? { sure: 0.95, why: 'It has the columns track, frame_idx and points as <part>.x, <part>.y' } : null;
  },
  sources: ({ files }) => Promise.all(files.map(sourceOf)),
  notices: ['Every body part of every track is an agent: its type is the body part, its id the track'],
};

async function sourceOf(file: OfferedFile): Promise<TrackSource> {
  const names = await headerOf(file);
  const points = names.flatMap((name) => {
    const part = /^(.*)\.x$/.exec(name)?.[1];
    if (part === undefined || !names.includes(`${part}.y`)) return [];
    const score = names.includes(`${part}.score`) ? column(`${part}.score`) : null;
    return [{ name: part, individual: 'number', x: column(`${part}.x`), y: column(`${part}.y`), score }];
  });
  // Without tracking the column is empty: instances are numbered within the frame.
  const numbered = `select *, coalesce(try_cast(regexp_extract(track, '(\\d+)\\s*$', 1) as integer),
    case when coalesce(track, '') = '' then row_number() over (partition by frame_idx order by line) - 1
    else dense_rank() over (order by track) - 1 end)::integer as number
    from (select *, row_number() over () as line from ${csv(file.path, { names })})`;
  const scored = names.includes('instance.score');
  return {
    ...{ episode: basename(file.name).replace(/\.csv$/i, ''), file },
    from: longBy(
      points,
      `(${numbered})`,
      `frame_idx, line${scored ? `, ${column('instance.score')} as instance_score` : ''}`,
    ),
    ...{ order: 'line', record: 'line' },
    frame: whole('frame_idx'),
    ...{ agent: 'individual', type: 'part', x: number('px'), y: number('py') },
    properties: [
      { id: 'confidence', type: 'float', value: number('score') },
      ...(scored ? [{ id: 'instance_score', type: 'float', value: number('instance_score') } as const] : []),
    ],
    leftOut: {
      where: `coalesce(px, '') in ('', 'nan') and coalesce(py, '') in ('', 'nan')`,
      why: 'the body part was not seen',
    },
  };
}
