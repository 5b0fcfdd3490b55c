import { type Lens, lensSchema } from '#shared/model/lens.ts';
import { inMeta, process, run, runLabel, task } from './expressions.ts';
import { achievements, factorioMeasures } from './measures.ts';

/**
 * Agents that play Factorio (the Factorio Learning Environment): one table `programs`, a row per program an agent ran.
 * Versions, processes and agents are found among the rows. JSON columns are TEXT, JSON or JSONB.
 */
export const factorioLens: Lens = lensSchema.parse({
  id: 'factorio',
  title: 'Factorio Learning Environment',
  recognise: [
    {
      table: 'programs',
      columns: ['version', 'instance', 'code', 'value', 'state_json', 'conversation_json', 'meta', 'created_at'],
    },
  ],
  variants: [
    {
      id: '24',
      title: 'the layout since June 2025: with timing metrics',
      when: [{ table: 'programs', columns: ['timing_metrics_json'] }],
    },
    { id: '23', title: 'the layout before June 2025: without timing metrics', when: [] },
  ],
  session: {
    word: ['version', 'versions'],
    table: 'programs',
    distinct: true,
    id: ['version'],
    label: { call: 'concat', of: [{ value: 'v' }, 'version', { value: ' · ' }, 'model'] },
    order: [{ by: 'version' }],
    facts: [
      { name: 'model', title: 'Model', value: 'model' },
      { name: 'task', title: 'Task', value: task },
      {
        name: 'agents',
        title: 'Agents planned',
        value: { call: 'number', of: [{ call: 'after', of: ['version_description', { value: 'num_agents:' }] }] },
      },
      { name: 'sweep', title: 'Sweep', value: inMeta('sweep_id') },
      { name: 'started', title: 'Started', value: 'created_at' },
    ],
  },
  episode: {
    word: ['run', 'runs'],
    table: 'programs',
    distinct: true,
    id: [...run],
    parent: ['version'],
    label: runLabel,
    order: [{ by: 'version' }, { by: process }, { by: 'instance' }],
    facts: [
      { name: 'model', title: 'Model', value: 'model' },
      { name: 'task', title: 'Task', value: task },
      { name: 'started', title: 'Started', value: 'created_at' },
    ],
  },
  steps: {
    word: ['program', 'programs'],
    table: 'programs',
    episode: [...run],
    // Not `depth`, which counts messages and drops when a conversation is summarised.
    time: { by: 'created_at', title: 'Created' },
    within: ['id'],
    texts: ['code', 'response'],
    state: 'state_json',
    transcript: {
      code: 'code',
      language: 'python',
      answer: 'response',
      conversation: 'conversation_json',
      achieved: { json: 'achievements_json', titles: achievements[0]?.titles },
      failed: inMeta('error_occurred'),
      measures: ['value', 'production_score', 'tokens'],
      reward: 'value',
      tree: { id: 'id', parent: 'parent_id' },
    },
  },
  records: [
    {
      id: 'tree',
      word: ['program of a tree', 'programs of a tree'],
      of: 'episode',
      table: 'program_tree',
      parent: ['version', 'process', 'instance'],
      columns: [
        { name: 'id', title: 'Program', value: 'id' },
        { name: 'parent', title: 'Parent', value: 'parent_id' },
        { name: 'children', title: 'Children', value: 'children' },
        { name: 'value', title: 'Value', value: 'value' },
        { name: 'advantage', title: 'Advantage', value: 'advantage' },
        { name: 'visits', title: 'Visits', value: 'visits' },
        { name: 'depth', title: 'Depth', value: 'depth' },
        { name: 'created', title: 'Created', value: 'created_at' },
      ],
      order: [{ by: 'id' }],
    },
  ],
  measures: factorioMeasures,
  each: achievements,
});
