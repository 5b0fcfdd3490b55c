import { type Lens, lensSchema } from '#shared/model/lens.ts';
import type { KnownLens } from '../../known-lens.ts';
import { lerobotSurprises } from './surprises.ts';

/** LeRobot datasets, as the driver puts them together: datasets → episodes → frames with a column per joint. */
const lens: Lens = lensSchema.parse({
  id: 'lerobot',
  title: 'LeRobot',
  recognise: [
    { table: 'lerobot_datasets', columns: ['dataset', 'version', 'fps'] },
    { table: 'lerobot_episodes', columns: ['dataset', 'episode_index', 'length', 'tasks', 'fps'] },
    { table: 'lerobot_frames', columns: ['dataset', 'episode_index', 'frame_index', 'timestamp'] },
  ],
  variants: [
    {
      id: 'v3',
      title: 'format 3',
      when: [{ table: 'lerobot_datasets', columns: ['version'], holds: { column: 'version', value: 'v3.0' } }],
    },
    { id: 'v2', title: 'format 2', when: [] },
  ],
  session: {
    word: ['dataset', 'datasets'],
    table: 'lerobot_datasets',
    id: ['dataset'],
    label: 'dataset',
    order: [{ by: 'dataset' }],
    facts: [
      { name: 'robot', title: 'Robot', value: 'robot' },
      { name: 'version', title: 'Format', value: 'version' },
      { name: 'fps', title: 'Frame rate', value: 'fps', unit: '1/s' },
      { name: 'total_episodes', title: 'Episodes said to be there', value: 'total_episodes' },
      { name: 'total_frames', title: 'Frames said to be there', value: 'total_frames' },
    ],
  },
  episode: {
    word: ['episode', 'episodes'],
    table: 'lerobot_episodes',
    id: ['dataset', 'episode_index'],
    parent: ['dataset'],
    label: { call: 'concat', of: [{ value: 'episode ' }, 'episode_index'] },
    order: [{ by: 'dataset' }, { by: 'episode_index' }],
    facts: [
      { name: 'tasks', title: 'Tasks', value: 'tasks' },
      { name: 'length', title: 'Length', value: 'length', unit: 'frames' },
      { name: 'took', title: 'Took', value: { call: 'div', of: ['length', 'fps'] }, unit: 's' },
    ],
  },
  steps: {
    word: ['frame', 'frames'],
    table: 'lerobot_frames',
    episode: ['dataset', 'episode_index'],
    time: { by: 'frame_index', title: 'Frame', unit: 'frame' },
    frameRate: 'fps',
  },
  measures: [
    { id: 'next.reward', title: 'Reward', level: 'step', value: 'next.reward', reduce: 'sum', rollUp: true },
    { id: 'length', title: 'Length', unit: 'frames', level: 'episode', value: 'length', rollUp: true },
  ],
  each: [{ level: 'step', except: ['timestamp', 'index', 'task_index'] }],
});

export const lerobot: KnownLens = { lens, surprises: lerobotSurprises };
