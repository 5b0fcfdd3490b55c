import { type Expression, type Lens, lensSchema } from '#shared/model/lens.ts';

/**
 * Animal and boid tracking (`collab_env`): sessions → episodes → one row per agent and frame, with further properties
 * as entity–attribute–value. Five generations of the schema exist (A–E, newest E).
 */

const ofSession = (value: Expression): Expression => ({
  lookUp: 'sessions',
  where: { session_id: 'session_id' },
  value,
});

/** What kind of data: `data_source` until generation B, a category of its own from C on. */
const source: Expression = { call: 'coalesce', of: [ofSession('category_id'), ofSession('data_source')] };

/** Categories by the unit of their lengths; those in metres, centimetres and feet are ours. */
const bySource = (of: (unit: string) => string, scene: string): Expression => ({
  choose: source,
  when: 'is',
  cases: [
    ['tracking_csv', of('pixels')],
    ['tracking_m', of('m')],
    ['tracking_cm', of('cm')],
    ['tracking_ft', of('ft')],
    ['boids_3d', scene],
    ['boids_2d', scene],
    ['boids_2d_rollout', scene],
  ],
});

const speedUnit = { by: bySource((unit) => `${unit}/s`, 'scene_units/frame') };
const lengthUnit = { by: bySource((unit) => unit, 'scene_units') };

/** Loaders put the session's id and the file's position (in alphabetical order) into the id; what is left names the episode. */
const episodeLabel: Expression = {
  call: 'replace',
  of: [
    {
      call: 'replace',
      of: [
        {
          call: 'replace',
          of: ['episode_id', { call: 'concat', of: [{ value: '-' }, 'session_id'] }, { value: '' }],
        },
        { call: 'concat', of: ['session_id', { value: '-' }] },
        { value: '' },
      ],
    },
    { call: 'concat', of: [{ value: 'episode-' }, 'episode_number', { value: '-episode-' }] },
    { value: 'episode-' },
  ],
};

const swap = (from: string, to: string, of: Expression): Expression => ({
  call: 'replace',
  of: [of, { value: from }, { value: to }],
});

/** The id of the predicted rollout to an actual one, and the other way; of anything else no id at all. */
const counterpart: Expression = {
  call: 'concat',
  of: [
    swap('-other', '-predicted', swap('-predicted', '-actual', swap('-actual', '-other', 'episode_id'))),
    {
      choose: 'episode_id',
      when: 'ends with',
      cases: [
        ['-actual', ''],
        ['-predicted', ''],
      ],
      otherwise: { value: '/none' },
    },
  ],
};

export const tracking: Lens = lensSchema.parse({
  id: 'tracking',
  title: 'Tracking analytics',
  recognise: [
    { table: 'sessions', columns: ['session_id', 'session_name'] },
    { table: 'episodes', columns: ['episode_id', 'session_id', 'episode_number', 'num_frames'] },
    {
      table: 'observations',
      columns: ['episode_id', 'time_index', 'agent_id', 'agent_type_id', 'x', 'y'],
    },
  ],
  variants: [
    {
      id: 'E',
      title: 'generation E: with rollouts',
      when: [
        { table: 'property_category_mapping', absent: true },
        { table: 'categories', columns: ['category_id'], holds: { column: 'category_id', value: 'boids_2d_rollout' } },
      ],
    },
    {
      id: 'D',
      title: 'generation D: categories of sessions',
      when: [
        { table: 'categories', columns: ['category_id'] },
        { table: 'property_category_mapping', absent: true },
      ],
    },
    {
      id: 'C',
      title: 'generation C: categories of sessions and properties',
      when: [
        { table: 'categories', columns: ['category_id'] },
        { table: 'property_category_mapping', columns: ['property_id', 'category_id'] },
      ],
    },
    {
      id: 'B',
      title: 'generation B: observations keyed by agent type too',
      when: [
        { table: 'property_categories', columns: ['category_id'] },
        { table: 'observations', keyed: ['episode_id', 'time_index', 'agent_id', 'agent_type_id'] },
      ],
    },
    {
      id: 'A',
      title: 'generation A: the first one documented',
      when: [{ table: 'property_categories', columns: ['category_id'] }],
    },
  ],
  session: {
    word: ['session', 'sessions'],
    table: 'sessions',
    id: ['session_id'],
    label: { call: 'coalesce', of: ['session_name', 'session_id'] },
    order: [{ by: 'session_name' }, { by: 'session_id' }],
    facts: [
      {
        name: 'category',
        title: 'Category',
        value: {
          call: 'coalesce',
          of: [
            { lookUp: 'categories', where: { category_id: 'category_id' }, value: 'category_name' },
            'category_id',
            'category',
          ],
        },
      },
      { name: 'data_source', title: 'Source', value: 'data_source' },
      { name: 'created_at', title: 'Created', value: 'created_at' },
      { name: 'config', title: 'Configuration', value: 'config' },
      { name: 'metadata', title: 'Metadata', value: 'metadata' },
    ],
  },
  episode: {
    word: ['episode', 'episodes'],
    table: 'episodes',
    id: ['episode_id'],
    parent: ['session_id'],
    label: { call: 'coalesce', of: [episodeLabel, 'episode_id'] },
    // `episode_number` counts files in alphabetical order, so episode-10 has a lower one than episode-2: files first.
    order: [{ by: 'session_id' }, { by: 'file_path' }, { by: 'episode_id' }, { by: 'episode_number' }],
    facts: [
      { name: 'number', title: 'Number', value: 'episode_number' },
      {
        name: 'rollout',
        title: 'Rollout',
        value: {
          choose: 'episode_id',
          when: 'ends with',
          cases: [
            ['-actual', 'actual'],
            ['-predicted', 'predicted'],
          ],
        },
        variants: ['E'],
      },
      {
        name: 'counterpart',
        title: 'Compared with',
        leadsTo: 'episode',
        value: { lookUp: 'episodes', where: { episode_id: counterpart }, value: 'episode_id' },
        variants: ['E'],
      },
      { name: 'num_frames', title: 'Frames', value: 'num_frames' },
      { name: 'num_agents', title: 'Agents', value: 'num_agents' },
      { name: 'frame_rate', title: 'Frame rate', value: 'frame_rate', unit: '1/s' },
      { name: 'created_at', title: 'Created', value: 'created_at' },
      { name: 'file_path', title: 'File', value: 'file_path' },
    ],
  },
  steps: {
    word: ['observation', 'observations'],
    table: 'observations',
    episode: ['episode_id'],
    time: { by: 'time_index', title: 'Frame', unit: 'frame' },
    within: ['agent_id', 'agent_type_id'],
    agent: 'agent_id',
    agentType: 'agent_type_id',
    apart: ['env', 'target', 'food'],
    position: {
      x: 'x',
      y: 'y',
      z: 'z',
      unit: lengthUnit,
      velocity: { x: 'v_x', y: 'v_y', z: 'v_z' },
      yDown: {
        by: {
          choose: source,
          when: 'is',
          cases: [
            ['tracking_csv', true],
            ['tracking_cm', true],
          ],
          otherwise: { value: false },
        },
      },
    },
    frameRate: 'frame_rate',
    properties: {
      table: 'extended_properties',
      step: ['observation_id', 'observation_id'],
      property: 'property_id',
      number: 'value_float',
      text: 'value_text',
      definitions: {
        table: 'property_definitions',
        id: 'property_id',
        title: { call: 'coalesce', of: ['property_name', 'property_id'] },
        unit: 'unit',
        type: 'data_type',
      },
    },
  },
  findings: {
    agree: [
      { title: 'Frames', says: 'num_frames', of: 'frames' },
      { title: 'Agents', says: 'num_agents', of: 'agents' },
    ],
  },
  recommended: ['speed', 'prediction_error', 'distance_to_target_center', 'distance_to_food'],
  measures: [
    {
      id: 'speed',
      title: 'Speed',
      unit: speedUnit,
      level: 'step',
      value: { call: 'hypot', of: ['v_x', 'v_y', 'v_z'] },
      rollUp: true,
    },
    { id: 'x', title: 'Position x', unit: lengthUnit, level: 'step', value: 'x' },
    { id: 'y', title: 'Position y', unit: lengthUnit, level: 'step', value: 'y' },
    { id: 'z', title: 'Position z', unit: lengthUnit, level: 'step', value: 'z' },
    { id: 'v_x', title: 'Velocity x', unit: speedUnit, level: 'step', value: 'v_x' },
    { id: 'v_y', title: 'Velocity y', unit: speedUnit, level: 'step', value: 'v_y' },
    { id: 'v_z', title: 'Velocity z', unit: speedUnit, level: 'step', value: 'v_z' },
    { id: 'confidence', title: 'Detection confidence', level: 'step', value: 'confidence' },
    { id: 'num_frames', title: 'Frames', level: 'episode', value: 'num_frames' },
    { id: 'num_agents', title: 'Agents', level: 'episode', value: 'num_agents' },
  ],
});
