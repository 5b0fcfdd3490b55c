import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { ImportReport } from '#shared/model/import.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';

async function rows(database: TestDatabase, query: string): Promise<string[]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? '' : cellToText(cell))).join(' '));
}

const tracks = `select e.episode_id, o.time_index, o.agent_id, o.agent_type_id, o.x, o.y, o.v_x, o.v_y from observations o
  join episodes e on e.episode_id = o.episode_id order by e.episode_number, o.agent_type_id, o.agent_id, o.time_index`;

const properties = (
  id: string,
) => `select o.time_index, o.agent_id, p.value_float, p.value_text from extended_properties p
  join observations o on o.observation_id = p.observation_id where p.property_id = '${id}' order by o.agent_type_id, o.agent_id, o.time_index`;

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Imports files that were written into one folder, and asks the database about them. */
async function imported(
  engine: (typeof engines)[number],
  files: Files,
  ask: (database: TestDatabase, report: ImportReport) => Promise<void>,
  path = '.',
): Promise<void> {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase(engine);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(bench.path(name)), { recursive: true });
    await writeFile(bench.path(name), content);
  }
  const report = await bench.import(database, [bench.path(path)], { options: { session: 's' } });
  expect(report).toMatchObject({ outcome: 'imported', failure: null });
  await ask(database, report);
}

describe.each(engines)('tracks of cameras into %s', (engine) => {
  it('are in the unit that a person says', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await writeFile(bench.path('a_tracks.csv'), 'track_id,frame,x,y\n1,0,10,20\n');
    for (const unit of [undefined, 'cm']) {
      const options = { session: `in ${unit}`, ...(unit === undefined ? {} : { unit }) };
      await bench.import(database, [bench.path('a_tracks.csv')], { options, onDuplicate: 'add' });
    }
    expect(await rows(database, 'select session_id, category_id from sessions order by 1')).toEqual([
      'in cm tracking_cm',
      'in undefined tracking_csv',
    ]);
  });

  it('become an episode per camera, with speeds per second and what is known of the session', async () => {
    const folder = 'session/aligned_frames';
    await imported(
      engine,
      {
        [`${folder}/rgb_1/rgb_1_tracks.csv`]:
          'track_id,frame,x,y\n1.0,0,10,20\n1.0,1,13,24\n1.0,3,13,24\n2,1,,\n2,2,5,5\n2,2,6,6\nx,2,6,6\n',
        [`${folder}/thermal_1/thermal_1_bboxes.csv`]:
          'track_id,frame,x1,y1,x2,y2,confidence,class\n7,0,0,0,10,20,0.5,bird\n',
        'session/Metadata.yaml': 'notes: windy\ndata_sources: []\n',
      },
      async (database, report) => {
        expect(report).toMatchObject({ importer: 'tracking-csv', counts: { rejected: 2, skipped: 1 } });
        expect(report.rejects.map(({ line, reason, raw: text }) => [line, reason, text])).toEqual([
          [7, 'The same one is there at this frame already', '2,2,6,6'],
          [8, 'It has no id', 'x,2,6,6'],
        ]);
        expect(await rows(database, tracks)).toEqual([
          'episode-rgb_1-s 0 1 bird 10 20 0 0',
          'episode-rgb_1-s 1 1 bird 13 24 90 120',
          'episode-rgb_1-s 3 1 bird 13 24  ',
          'episode-rgb_1-s 2 2 bird 5 5 0 0',
          'episode-thermal_1-bboxes-s 0 7 bird 5 10 0 0',
        ]);
        expect(await rows(database, properties('bbox_y2'))).toEqual(['0 7 20 ']);
        expect(await rows(database, properties('detection_class'))).toEqual(['0 7  bird']);
        const [session = ''] = await rows(database, 'select config from sessions');
        expect(JSON.parse(session)).toEqual({ notes: 'windy', data_sources: [] });
        expect(await rows(database, 'select num_frames, num_agents from episodes order by episode_number')).toEqual([
          '4 2',
          '1 1',
        ]);
      },
    );
  });
});

describe('formats of trackers', () => {
  it('detections as JSON are numbered within their frame', async () => {
    const predictions = JSON.stringify({
      predictions: [
        { x: 5, y: 6, width: 2, height: 4, confidence: 0.75, class: 'bird' },
        { x: 1, y: 2, width: 2, height: 2, confidence: 0.5, class: 'bird' },
      ],
    });
    const quoted = `"${predictions.replaceAll('"', '""')}"`;
    await imported(
      'duckdb',
      { 'detections_1.csv': `predictions\n${quoted}\n"{""predictions"":[]}"\n${quoted}\n` },
      async (database) => {
        expect(await rows(database, tracks)).toEqual(
          [0, 1].flatMap((agent) =>
            [0, 2].map((frame) => `episode-detections_1-s ${frame} ${agent} bird ${agent === 0 ? '5 6' : '1 2'}  `),
          ),
        );
        expect((await rows(database, properties('bbox_x1'))).slice(0, 2)).toEqual(['0 0 4 ', '2 0 4 ']);
      },
    );
  });

  it('MOTChallenge counts frames from 1, and its ground truth says what to ignore', async () => {
    await imported(
      'duckdb',
      {
        'MOT16-02/gt/gt.txt': '1,3,10,20,4,6,1,1,0.5\n2,3,12,20,4,6,1,1,1\n2,4,0,0,2,2,0,7,1\n',
        'MOT16-02/det/det.txt': '1,-1,0,0,2,2,0.9,-1,-1,-1\n1,-1,4,4,2,2,-0.2,-1,-1,-1\n',
        'MOT16-02/seqinfo.ini': '[Sequence]\nname=MOT16-02\nframeRate=10\n',
      },
      async (database, report) => {
        expect(report).toMatchObject({ importer: 'mot-challenge', counts: { skipped: 1 } });
        expect(report.leftOut).toEqual([
          { what: '1 rows, since the ground truth says to ignore them', names: ['MOT16-02/gt/gt.txt'] },
        ]);
        expect(await rows(database, tracks)).toEqual([
          'episode-MOT16-02-detections-s 0 1 object 1 1 0 0',
          'episode-MOT16-02-detections-s 0 2 object 5 5 0 0',
          'episode-MOT16-02-s 0 3 pedestrian 12 23 0 0',
          'episode-MOT16-02-s 1 3 pedestrian 14 23 20 0',
        ]);
        expect(await rows(database, properties('visibility'))).toEqual(['0 3 0.5 ', '1 3 1 ']);
        expect(await rows(database, 'select distinct frame_rate from episodes')).toEqual(['10']);
      },
    );
  });

  it('DeepLabCut of several animals gives a point per body part', async () => {
    const header = [
      'scorer,net,net,net,net,net,net',
      'individuals,a,a,a,b,b,b',
      'bodyparts,nose,nose,nose,nose,nose,nose',
      'coords,x,y,likelihood,x,y,likelihood',
    ];
    await imported(
      'duckdb',
      { 'pose.csv': `${[...header, '0,1,2,0.9,3,4,0.8', '1,5,6,0.7,,,'].join('\n')}\n` },
      async (database, report) => {
        expect(report).toMatchObject({ importer: 'deeplabcut', counts: { skipped: 1, rejected: 0 } });
        expect(await rows(database, tracks)).toEqual([
          'episode-pose-s 0 0 nose 1 2 0 0',
          'episode-pose-s 1 0 nose 5 6 120 120',
          'episode-pose-s 0 1 nose 3 4 0 0',
        ]);
        expect(await rows(database, properties('confidence'))).toEqual(['0 0 0.9 ', '1 0 0.7 ', '0 1 0.8 ']);
      },
    );
  });

  it('DeepLabCut of one animal has three header rows, and pictures instead of frames', async () => {
    const text =
      'scorer,n,n,n\nbodyparts,tail base,tail base,tail base\ncoords,x,y,likelihood\nimg01.png,1,2,1\nimg02.png,3,4,1\n';
    await imported('duckdb', { 'labels.csv': text }, async (database) => {
      expect(await rows(database, tracks)).toEqual([
        'episode-labels-s 0 0 tail base 1 2 0 0',
        'episode-labels-s 1 0 tail base 3 4 60 60',
      ]);
    });
  });

  it('SLEAP names tracks and points', async () => {
    const text =
      'track,frame_idx,instance.score,head.x,head.y,head.score,tail.x,tail.y,tail.score\ntrack_0,0,1.5,1,2,0.9,3,4,0.8\ntrack_1,0,1.25,5,6,0.7,,,\n';
    await imported('duckdb', { 'video.analysis.csv': text }, async (database) => {
      expect(await rows(database, tracks)).toEqual([
        'episode-video.analysis-s 0 0 head 1 2 0 0',
        'episode-video.analysis-s 0 1 head 5 6 0 0',
        'episode-video.analysis-s 0 0 tail 3 4 0 0',
      ]);
      expect(await rows(database, properties('instance_score'))).toEqual(['0 0 1.5 ', '0 1 1.25 ', '0 0 1.5 ']);
    });
  });

  it('idtracker.ai is wide, with probabilities and the frame rate beside', async () => {
    await imported(
      'duckdb',
      {
        'session_a/trajectories_csv/trajectories.csv': 'time,x1,y1,x2,y2\n0.0,1,2,3,4\n0.05,1,2,nan,nan\n',
        'session_a/trajectories_csv/id_probabilities.csv':
          'time,id_probabilities1,id_probabilities2\n0.0,1.0,0.5\n0.05,0.25,nan\n',
        'session_a/trajectories_csv/attributes.json': '{"frames_per_second": 20, "body_length": 30.5}',
      },
      async (database, report) => {
        expect(report).toMatchObject({ importer: 'idtracker', counts: { skipped: 1 } });
        expect(await rows(database, tracks)).toEqual([
          'episode-session_a-s 0 1 animal 1 2 0 0',
          'episode-session_a-s 1 1 animal 1 2 0 0',
          'episode-session_a-s 0 2 animal 3 4 0 0',
        ]);
        expect(await rows(database, properties('confidence'))).toEqual(['0 1 1 ', '1 1 0.25 ', '0 2 0.5 ']);
        expect(await rows(database, 'select frame_rate from episodes')).toEqual(['20']);
      },
    );
  });

  it('idtracker.ai tells its frame rate by its clock where nothing else does; SLEAP has none', async () => {
    const wide = 'time,x1,y1\n0.0,1,2\n0.04,1,2\n0.08,2,2\n';
    await imported('duckdb', { 'trajectories.csv': wide }, async (database, report) => {
      expect(await rows(database, 'select frame_rate from episodes')).toEqual(['25']);
      expect(report.notices.join()).not.toContain('assumed');
    });
    const poses = 'track,frame_idx,instance.score,head.x,head.y,head.score\ntrack_0,0,1.5,1,2,0.9\n';
    await imported('duckdb', { 'video.analysis.csv': poses }, async (_, report) => {
      expect(report.notices).toContain('The files do not say how many frames there are in a second: 30 are assumed');
    });
  });

  it('TRex has a file per individual, as text or as arrays, and marks what is missing', async () => {
    const npy = (values: readonly number[]) => {
      const header = `${`{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`.padEnd(117)}\n`;
      const head = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length)}\x00${header}`, 'latin1');
      return new Uint8Array(Buffer.concat([head, Buffer.from(Float64Array.from(values).buffer)]));
    };
    const packed = zipSync({
      'frame.npy': npy([5, 6]),
      'X.npy': npy([1.5, 2.5]),
      'Y.npy': npy([0, 1]),
      'missing.npy': npy([0, 0]),
      'SPEED.npy': npy([3, Number.POSITIVE_INFINITY]),
    });
    await imported(
      'duckdb',
      {
        'data/hex_fish0.csv': 'frame,time,X,Y,missing,SPEED\n4,0.1,1,2,0,9\n5,0.2,inf,inf,1,inf\n',
        'data/hex_fish1.npz': packed,
      },
      async (database, report) => {
        expect(report).toMatchObject({ importer: 'trex', counts: { skipped: 1 } });
        expect(await rows(database, tracks)).toEqual([
          'episode-hex-s 4 0 animal 1 2 0 0',
          'episode-hex-s 5 1 animal 1.5 0 0 0',
          'episode-hex-s 6 1 animal 2.5 1 10 10',
        ]);
        expect(await rows(database, properties('SPEED'))).toEqual(['4 0 9 ', '5 1 3 ']);
        expect(await rows(database, 'select frame_rate from episodes')).toEqual(['10']);
        expect(report.notices.join()).not.toContain('assumed');
        expect(await rows(database, 'select category_id from sessions')).toEqual(['tracking_cm']);
      },
    );
  });

  it('highD gives centres in metres, with the class of each vehicle', async () => {
    await imported(
      'duckdb',
      {
        '01_tracks.csv':
          'frame,id,x,y,width,height,xVelocity,yVelocity,xAcceleration,laneId\n1,9,10,20,4,2,30,0.5,0.25,2\n',
        '01_tracksMeta.csv': 'id,width,height,class\n9,4,2,Truck\n',
        '01_recordingMeta.csv': 'id,frameRate\n1,25\n',
      },
      async (database, report) => {
        expect(report.importer).toBe('highd');
        expect(await rows(database, tracks)).toEqual(['episode-01-s 0 9 truck 12 21 30 0.5']);
        expect(await rows(database, properties('laneId'))).toEqual(['0 9 2 ']);
      },
    );
  });

  it('NGSIM is read with and without a header', async () => {
    const line =
      '  2  13  437  1118846980200  16.467  35.381  6451137.641  1873344.962  14.5  4.9  2  40.00  0.00  2  0  0  0.00  0.00 ';
    await imported(
      'duckdb',
      {
        'trajectories-0750am-0805am.txt': `${line}\n${line.replace('13  437', '14  437').replace('35.381', '39.381')}\n`,
      },
      async (database) => {
        expect(await rows(database, tracks)).toEqual([
          'episode-trajectories-0750am-0805am-s 13 2 car 16.467 35.381 0 0',
          'episode-trajectories-0750am-0805am-s 14 2 car 16.467 39.381 0 40',
        ]);
      },
    );
    await imported(
      'duckdb',
      { 'ngsim.csv': 'Vehicle_ID,Frame_ID,Local_X,Local_Y,v_Class,v_Vel,Location\n2,13,1,2,3,40,us-101\n' },
      async (database) => {
        expect(await rows(database, tracks)).toEqual(['episode-ngsim-s 13 2 truck 1 2 0 0']);
        expect(await rows(database, properties('v_Vel'))).toEqual(['13 2 40 ']);
      },
    );
  });
});
