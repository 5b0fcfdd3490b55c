import { type Expression, type Lens, lensSchema } from '#shared/model/lens.ts';

/**
 * Agents that play Factorio (the Factorio Learning Environment): one table `programs`, a row per program an agent ran.
 * Versions, processes and agents are found among the rows. JSON columns are TEXT, JSON or JSONB.
 */

const inMeta = (key: string): Expression => ({ json: 'meta', path: [key] });

const process = inMeta('process_id');

/** Of the three lines `model:…`, `type:…`, `num_agents:…`, what follows the first two words. */
const task: Expression = {
  call: 'replace',
  of: [
    {
      call: 'replace',
      of: [
        'version_description',
        { call: 'concat', of: [{ value: 'model:' }, 'model', { value: '\ntype:' }] },
        { value: '' },
      ],
    },
    { value: '\n' },
    { value: ' · ' },
  ],
};

/** `instance` is the agent's index where the gym wrote, which names processes too; else the number of a game. */
const episodeLabel: Expression = {
  call: 'concat',
  of: [
    {
      call: 'coalesce',
      of: [{ call: 'replace', of: [{ value: 'process # · agent ' }, { value: '#' }, process] }, { value: 'instance ' }],
    },
    'instance',
  ],
};

export const factorio: Lens = lensSchema.parse({
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
      { name: 'sweep', title: 'Sweep', value: inMeta('sweep_id') },
      { name: 'started', title: 'Started', value: 'created_at' },
    ],
  },
  episode: {
    word: ['run', 'runs'],
    table: 'programs',
    distinct: true,
    id: ['version', process, 'instance'],
    parent: ['version'],
    label: episodeLabel,
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
    episode: ['version', process, 'instance'],
    // Not `depth`, which counts messages and drops when a conversation is summarised.
    time: { by: 'created_at', title: 'Created' },
    within: ['id'],
  },
  measures: [
    { id: 'value', title: 'Value', level: 'step', value: 'value', reduce: 'sum', rollUp: true },
    { id: 'best', title: 'Value of a program', level: 'step', value: 'value', reduce: 'max', rollUp: true },
    {
      id: 'production_score',
      title: 'Production score',
      level: 'step',
      value: { json: 'meta', path: ['production_score'], as: 'number' },
      reduce: 'last',
      rollUp: true,
    },
    {
      id: 'errors',
      title: 'Errors',
      level: 'step',
      value: {
        choose: inMeta('error_occurred'),
        when: 'is',
        cases: [
          ['true', 1],
          ['false', 0],
        ],
      },
      reduce: 'sum',
      rollUp: true,
    },
    {
      id: 'tokens',
      title: 'Tokens',
      unit: 'tokens',
      level: 'step',
      value: 'token_usage',
      reduce: 'sum',
      rollUp: true,
    },
    {
      id: 'prompt_tokens',
      title: 'Prompt tokens',
      unit: 'tokens',
      level: 'step',
      value: 'prompt_token_usage',
      reduce: 'sum',
    },
    {
      id: 'completion_tokens',
      title: 'Completion tokens',
      unit: 'tokens',
      level: 'step',
      value: 'completion_token_usage',
      reduce: 'sum',
    },
    { id: 'depth', title: 'Depth', level: 'step', value: 'depth', reduce: 'max', rollUp: true },
    { id: 'ticks', title: 'Game ticks', unit: 'ticks', level: 'step', value: 'ticks', reduce: 'last' },
    { id: 'raw_reward', title: 'Raw reward', level: 'step', value: 'raw_reward', reduce: 'max' },
    { id: 'holdout_value', title: 'Holdout value', level: 'step', value: 'holdout_value' },
    { id: 'advantage', title: 'Advantage', level: 'step', value: 'advantage' },
    { id: 'visits', title: 'Visits', level: 'step', value: 'visits', reduce: 'max' },
  ],
});
