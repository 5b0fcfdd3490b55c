import { basename } from 'node:path';
import type { OfferedFile } from '../../offer.ts';
import { column, csv, headerOf } from '../csv.ts';
import type { TrackFormat } from '../track-importer.ts';
import { number, type TrackSource, whole } from '../track-source.ts';

/** The columns of the text files, which have no header. */
const columns = [
  ...[
    'Vehicle_ID',
    'Frame_ID',
    'Total_Frames',
    'Global_Time',
    'Local_X',
    'Local_Y',
    'Global_X',
    'Global_Y',
    'v_Length',
  ],
  ...['v_Width', 'v_Class', 'v_Vel', 'v_Acc', 'Lane_ID', 'Preceding', 'Following', 'Space_Headway', 'Time_Headway'],
];
const needed = ['Vehicle_ID', 'Frame_ID', 'Local_X', 'Local_Y'];

/** NGSIM vehicle trajectories: feet, ten frames a second; ids are used again in every quarter of an hour's file. */
export const ngsim: TrackFormat = {
  id: 'ngsim',
  title: 'NGSIM vehicles',
  unit: 'ft',
  look: async ({ files: [first] }) => {
    if (first === undefined) return null;
    if (await isText(first)) return { sure: 0.85, why: 'It has eighteen numbers a line, as NGSIM’s text files have' };
    const names = await headerOf(first);
    return needed.every((name) => names.includes(name))
      ? { sure: 0.95, why: `It has the columns ${needed.join(', ')}` }
      : null;
  },
  sources: ({ files }) => Promise.all(files.map(sourceOf)),
};

async function isText(file: OfferedFile): Promise<boolean> {
  const lines = await file.lines(10);
  return (
    lines.length > 0 &&
    lines.every(
      (line) => wordsOf(line).length === columns.length && wordsOf(line).every((each) => Number.isFinite(Number(each))),
    )
  );
}

function wordsOf(line: string): readonly string[] {
  return line.trim().split(/\s+/);
}

async function sourceOf(file: OfferedFile): Promise<TrackSource> {
  const text = await isText(file);
  const names = text ? columns : await headerOf(file);
  const words = columns.map((name, at) => `w[${at + 1}] as ${column(name)}`);
  const from = text
    ? `(select ${words.join(', ')} from (select regexp_split_to_array(trim(line), '\\s+') as w from ${csv(file.path, { header: false, names: ['line'], delimiter: '\u0001' })}))`
    : csv(file.path, { names });
  const used = new Set(['Vehicle_ID', 'Frame_ID', 'Local_X', 'Local_Y', 'Total_Frames', 'Location']);
  return {
    ...{ episode: basename(file.name).replace(/\.[^.]+$/, ''), file, from, header: text ? 0 : 1 },
    ...{ frame: whole('Frame_ID'), agent: whole('Vehicle_ID') },
    type: names.includes('v_Class')
      ? `case ${whole('v_Class')} when 1 then 'motorcycle' when 3 then 'truck' else 'car' end`
      : `'car'`,
    ...{ x: number('Local_X'), y: number('Local_Y') },
    properties: names
      .filter((name) => !used.has(name))
      .map((name) => ({ id: name, type: 'float', value: number(column(name)) }) as const),
    frameRate: 10,
  };
}
