import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { older } from '../acoustic/testing/log-books.ts';
import { boidsFiles } from '../tracking/testing/boids-files.ts';
import { workbookBytes } from '../xlsx/testing/write-workbook.ts';
import type { ImportBench } from './importing.ts';

/** Something that an importer takes in: different rows for each number, some of them known from the number before. */
export interface ImportSample {
  readonly files: (number: number) => Readonly<Record<string, string | Uint8Array>>;
  /** Statements that make further files, with `$folder` for where they go. */
  readonly made?: (number: number) => readonly string[];
  readonly options?: (number: number) => Readonly<Record<string, unknown>>;
}

/** Writes a sample into a folder of its own and returns its path. */
export async function writeSample(bench: ImportBench, sample: ImportSample, number: number): Promise<string> {
  const folder = bench.path(`run-${number}`);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(sample.files(number))) {
    await mkdir(dirname(`${folder}/${name}`), { recursive: true });
    await writeFile(`${folder}/${name}`, content);
  }
  const made = sample.made?.(number) ?? [];
  await bench.make(...made.map((statement) => statement.replaceAll('$run', folder)));
  return folder;
}

const session = (number: number) => ({ session: `session ${number}` });
const decoded = (file: keyof typeof boidsFiles) => Buffer.from(boidsFiles[file], 'base64');

const idtracker = (number: number) => ({
  'a/trajectories_csv/trajectories.csv': `time,x1,y1\n0.0,1,${number}\n`,
  'a/trajectories_csv/id_probabilities.csv': 'time,id_probabilities1\n0.0,1.0\n',
  'a/trajectories_csv/attributes.json': '{"frames_per_second": 20, "body_length": 30.5}',
});

const trafficLine = (number: number, episode: number) =>
  JSON.stringify({
    ...{ episode_id: `s-${episode}`, session_id: 's', episode_number: episode, episode_steps: 300, step_count: 299 },
    ...{ scenario_info: { day: 20250716, cycle: 3 }, total_reward: number, vehicles_served: 396 },
    ...{ end_time: '2025-09-23T04:41:50.854102', episode_time: 90, reward_components: { waiting_penalty: -1.5 } },
  });

const program = (id: number) =>
  JSON.stringify({
    ...{ id, code: `print(${id})`, value: 0.1, visits: 0, parent_id: null, state_json: '{"entities": ""}' },
    ...{ conversation_json: '{"messages": []}', completion_token_usage: 200, prompt_token_usage: 3000 },
    ...{ token_usage: 3200, response: '', holdout_value: null, raw_reward: null, version: 1, model: 'a' },
    ...{ version_description: 'model:a\ntype:iron', meta: '{"process_id": 3}', achievements_json: '{}', instance: 0 },
    ...{ depth: 0, advantage: 0, ticks: 0, created_at: '2025-10-01 13:00:00', timing_metrics_json: null },
  });

/** One of every importer, by its id. */
export const importSamples: Readonly<Record<string, ImportSample>> = {
  'boids-3d': {
    files: (number) => ({ 'config.yaml': `simulator:\n  seed: ${number}\n` }),
    made: (number) => [
      `copy (select 1 + i::bigint as id, 'agent' as type, t::bigint as time, i + t + ${number}.5 as x, 2.0 * t as y, 1.0 as z,
        1.0 as v_x, 2.0 as v_y, 0.0 as v_z, 10.0 + t as distance_target_center_${number} from range(4) a(t), range(3) b(i)
        union all select 1, 'env', t, 0.0, 0.0, 0.0, null, null, null, null from range(4) a(t)) to '$run/episode-1.parquet'`,
    ],
  },
  'boids-2d': {
    files: () => ({ 'a.pt': decoded('boids'), 'a_config.pt': decoded('config') }),
    options: session,
  },
  rollouts: { files: () => ({ 'a.pkl': decoded('rollout') }), options: session },
  'tracking-csv': {
    files: (number) => ({
      [`aligned_frames/rgb_${number}/rgb_${number}_tracks.csv`]: `track_id,frame,x,y\n1.0,0,10,20\n1.0,1,${number},24\n`,
      'Metadata.yaml': 'notes: windy\n',
    }),
    options: session,
  },
  'mot-challenge': {
    files: (number) => ({
      'MOT16-02/gt/gt.txt': `1,${number},10,20,4,6,1,${number},0.5\n2,${number},12,20,4,6,1,1,1\n`,
      'MOT16-02/seqinfo.ini': '[Sequence]\nname=MOT16-02\nframeRate=10\n',
    }),
    options: session,
  },
  deeplabcut: {
    files: (number) => ({
      'pose.csv': `scorer,n,n,n\nbodyparts,nose,nose,nose\ncoords,x,y,likelihood\n0,1,${number},1\n1,3,4,1\n`,
    }),
    options: session,
  },
  sleap: {
    files: (number) => ({
      'v.analysis.csv': `track,frame_idx,instance.score,head.x,head.y,head.score\ntrack_0,0,1.5,1,${number},0.9\n`,
    }),
    options: session,
  },
  idtracker: { files: idtracker, options: session },
  trex: {
    files: (number) => ({ 'data/hex_fish0.csv': `frame,time,X,Y,missing,SPEED\n4,0.1,1,${number},0,9\n` }),
    options: session,
  },
  highd: {
    files: (number) => ({
      '01_tracks.csv': `frame,id,x,y,width,height,xVelocity,yVelocity,xAcceleration,laneId\n1,9,${number},20,4,2,30,0.5,0.25,2\n`,
      '01_tracksMeta.csv': 'id,width,height,class\n9,4,2,Truck\n',
      '01_recordingMeta.csv': 'id,frameRate\n1,25\n',
    }),
    options: session,
  },
  ngsim: {
    files: (number) => ({
      'ngsim.csv': `Vehicle_ID,Frame_ID,Local_X,Local_Y,v_Class,v_Vel,Location\n2,13,${number},2,3,40,us-101\n`,
    }),
    options: session,
  },
  'training-logs': {
    files: (number) => ({
      'a/0.monitor.csv': `#{"t_start": 100.5, "env_id": "CartPole-v1"}\nr,l,t\n10.5,3,1.0\n${number},4,5.0\n`,
      'b/progress.csv': `time/total_timesteps,rollout/ep_rew_mean\n1,${number}\n2,0.5\n`,
    }),
    options: (number) => ({ experiment: `experiment ${number}` }),
  },
  'traffic-logs': {
    files: (number) => ({
      [`thesis${number}_episodes.jsonl`]: `${trafficLine(number, 0)}\n${trafficLine(number, 1)}\n`,
    }),
  },
  'factorio-programs': {
    files: (number) => ({ 'programs.jsonl': `${program(number)}\n${program(number + 10)}\n` }),
  },
  'occupancy-readings': {
    files: (number) => ({
      'history.csv': `entity_id,state,last_changed\nbinary_sensor.bedroom_fp2_presence,on,2025-07-01T06:00:00.000Z\nbinary_sensor.bedroom_fp2_presence,off,2025-07-0${1 + number}T08:30:00Z\n`,
    }),
  },
  'acoustic-logs': {
    files: (number) => ({ 'walking/processing_log_1011_Left_walk.xlsx': workbookBytes(older(1 + number)) }),
  },
  table: { files: (number) => ({ 'rows.csv': `id,x\n${number},a\n${number + 10},b\n` }) },
};
