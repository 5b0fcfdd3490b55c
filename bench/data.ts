import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Data of the benchmark is large and slow to make, so it is kept between runs. Safe to delete. */
export const cacheFolder = join(tmpdir(), 'starling-bench');

/** Part of every file's name: raised when the data below change. */
const VERSION = 2;

export const BIG_ROWS = 10_000_000;

/** Episodes with one agent, by how many frames they have. */
export const longEpisodes = { 'one-million': 1_000_000, 'ten-million': 10_000_000 } as const;

/** The episodes of the list: 2.7 M observations, as in the sample. */
export const listed = { episodes: 100, frames: 900, agents: 30 } as const;

/** A row of `big`, whose number is `i`: a key, two small integers, a number without order, and a label. */
export const bigColumns = `i as id, i % 1000 as run, i / 1000 as step, ((i * 7919) % 1000003) / 1000.0 as value, 'run-' || (i % 500) as label`;

/** Makes a file once, under another name until it is complete. */
export async function madeOnce(name: string, make: (path: string) => Promise<void>): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `v${VERSION}-${name}`);
  if (existsSync(path)) return path;
  console.log(`Making ${path}…`);
  const partial = `${path}.partial`;
  await rm(partial, { recursive: true, force: true });
  await make(partial);
  await rename(partial, path);
  return path;
}

/** Words that differ between the engines when the data are made. */
export interface Words {
  readonly double: string;
  readonly text: string;
  /** A table of numbers `i` from 0, for `from`. */
  series(count: number): string;
}

/** The tables of the tracking layout that lists and series need, with our rows. */
export function trackingStatements({ double, text, series }: Words): readonly string[] {
  const position = 'cos(i * 0.001) * 100, sin(i * 0.0013) * 100, 0.5, cos(i * 0.017), sin(i * 0.013), 0.1';
  const { episodes, frames, agents } = listed;
  const perEpisode = frames * agents;
  return [
    `create table sessions (session_id ${text} primary key, session_name ${text})`,
    `create table episodes (episode_id ${text} primary key, session_id ${text}, episode_number integer, num_frames integer,
       num_agents integer, frame_rate ${double})`,
    `create table observations (observation_id bigint, episode_id ${text}, time_index integer, agent_id integer,
       agent_type_id ${text}, x ${double}, y ${double}, z ${double}, v_x ${double}, v_y ${double}, v_z ${double})`,
    `insert into sessions values ('list', 'A list of episodes'), ('long', 'Long episodes')`,
    `insert into episodes select 'episode-' || i, 'list', i, ${frames}, ${agents}, 30 from ${series(episodes)}`,
    `insert into observations select i, 'episode-' || (i / ${perEpisode}), (i % ${perEpisode}) / ${agents}, i % ${agents},
       'agent', ${position} from ${series(episodes * perEpisode)}`,
    ...Object.entries(longEpisodes).flatMap(([episode, length], number) => [
      `insert into episodes values ('${episode}', 'long', ${number}, ${length}, 1, 30)`,
      `insert into observations select i, '${episode}', i, 1, 'agent', ${position} from ${series(length)}`,
    ]),
  ];
}
