import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Tracks of two pedestrians over ten frames as MOTChallenge writes them: `frame,id,left,top,width,height,conf,…`. */
export function motFolder(folder: string, name = 'MOT16-02'): string {
  const rows = Array.from({ length: 10 }, (_, frame) =>
    [3, 4].map((id) => `${frame + 1},${id},${10 + frame * 2 + id},${20 + frame},4,6,1,1,1`),
  ).flat();
  write(`${folder}/${name}/gt/gt.txt`, `${rows.join('\n')}\n`);
  write(`${folder}/${name}/seqinfo.ini`, `[Sequence]\nname=${name}\nframeRate=10\n`);
  return `${folder}/${name}`;
}

/** A table whose dates could be read two ways, with `bad` rows of too many fields. */
export function raggedFile(path: string, rows: number, bad: number): string {
  const lines = Array.from({ length: rows }, (_, at) => `0${at},0${1 + (at % 9)}/0${1 + (at % 7)}/2026,${at / 4}`);
  const odd = Array.from({ length: bad }, (_, at) => `x${at},01/02/2026,1,extra`);
  return write(path, `id,when,value\n${[...lines, ...odd].join('\n')}\n`);
}

/** A table of many rows, to be cancelled while it runs. */
export function longFile(path: string, rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => `${at},${(at * 7919) % 1000003},name ${at % 1000},${at / 7}`);
  return write(path, `id,key,name,value\n${lines.join('\n')}\n`);
}

/** Begins like a parquet file and is none. */
export function brokenParquet(path: string): string {
  return write(path, 'PAR1 this is not parquet PAR1');
}

/** A log of training with so many columns of words besides its numbers. */
export function textsFolder(folder: string, columns: number): string {
  const texts = Array.from({ length: columns }, (_, at) => `text/${at + 1}`);
  const lines = [1, 2].map((step) => [step, step / 4, ...texts.map(() => 'word')].join());
  write(
    `${folder}/ppo/progress.csv`,
    `${['time/total_timesteps', 'train/loss', ...texts].join()}\n${lines.join('\n')}\n`,
  );
  return `${folder}/ppo`;
}
