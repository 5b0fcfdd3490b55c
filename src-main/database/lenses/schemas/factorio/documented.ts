import { type Lens, lensSchema } from '#shared/model/lens.ts';

/** The three tables that the environment's documentation describes and its code never made; somebody may have built them. */
export const factorioDocumented: Lens = lensSchema.parse({
  id: 'factorio-documented',
  title: 'Factorio Learning Environment, as documented',
  recognise: [
    { table: 'trajectories', columns: ['id', 'task_id', 'start_time', 'end_time', 'status'] },
    { table: 'steps', columns: ['trajectory_id', 'step_number', 'agent_code', 'environment_feedback'] },
  ],
  variants: [{ id: 'documented', title: 'the documented layout', when: [] }],
  session: {
    word: ['task', 'tasks'],
    table: 'trajectories',
    distinct: true,
    id: [{ call: 'coalesce', of: ['task_id', { value: 'no task' }] }],
    label: { call: 'coalesce', of: ['task_id', { value: 'no task' }] },
    order: [{ by: 'task_id' }],
    facts: [{ name: 'started', title: 'Started', value: 'start_time' }],
  },
  episode: {
    word: ['trajectory', 'trajectories'],
    table: 'trajectories',
    id: ['id'],
    parent: [{ call: 'coalesce', of: ['task_id', { value: 'no task' }] }],
    label: 'id',
    order: [{ by: 'start_time' }, { by: 'id' }],
    facts: [
      { name: 'status', title: 'Status', value: 'status' },
      { name: 'started', title: 'Started', value: 'start_time' },
      { name: 'ended', title: 'Ended', value: 'end_time' },
      {
        name: 'wall_time',
        title: 'Wall time',
        unit: 's',
        value: {
          call: 'sub',
          of: [
            { call: 'seconds', of: ['end_time'] },
            { call: 'seconds', of: ['start_time'] },
          ],
        },
      },
    ],
  },
  steps: {
    word: ['step', 'steps'],
    table: 'steps',
    episode: ['trajectory_id'],
    time: { by: 'step_number', title: 'Step', unit: 'steps' },
    within: ['id'],
    texts: ['agent_code', 'environment_feedback'],
    state: 'game_state',
    transcript: { code: 'agent_code', language: 'python', answer: 'environment_feedback' },
  },
  findings: { ended: 'end_time' },
  records: [
    {
      id: 'states',
      word: ['saved state', 'saved states'],
      of: 'episode',
      table: 'game_states',
      parent: ['trajectory_id'],
      order: [{ by: 'timestamp' }, { by: 'id' }],
    },
  ],
  // The documentation has no number beside these; whoever built the tables may have added some.
  each: [
    { level: 'step', except: ['id'] },
    { level: 'episode', except: ['id'] },
  ],
});
