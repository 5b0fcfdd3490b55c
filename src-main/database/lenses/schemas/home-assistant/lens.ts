import { type Lens, type LensInput, lensSchema } from '#shared/model/lens.ts';

type Records = NonNullable<LensInput['records']>[number];

const statistics = (id: string, title: string, table: string): Records => ({
  id,
  word: [title, title],
  of: 'episode',
  table,
  parent: ['entity_id', 'day'],
  columns: [
    { name: 'starts', title: 'Start', value: 'starts' },
    { name: 'mean', title: 'Mean', value: 'mean' },
    { name: 'min', title: 'Least', value: 'min' },
    { name: 'max', title: 'Greatest', value: 'max' },
    { name: 'state', title: 'State', value: 'state' },
    { name: 'sum', title: 'Sum', value: 'sum' },
    { name: 'unit', title: 'Unit', value: 'unit' },
  ],
  order: [{ by: 'at' }],
  time: { by: 'at', title: 'Time', unit: 'epoch seconds' },
});

/** The recorder of Home Assistant: states of entities. Days are those of the people's time zone. */
export const homeAssistantLens: Lens = lensSchema.parse({
  id: 'home-assistant',
  title: 'Home Assistant recorder',
  recognise: [
    { table: 'states', columns: ['state_id', 'state', 'old_state_id'] },
    { table: 'recorder_runs', columns: ['run_id', 'start', 'end', 'closed_incorrect'] },
  ],
  variants: [
    {
      id: 'meta',
      title: 'the layout since April 2023: entities in a table of their own',
      when: [
        { table: 'states', columns: ['metadata_id', 'last_updated_ts'] },
        { table: 'states_meta', columns: ['metadata_id', 'entity_id'] },
      ],
    },
    {
      id: 'epoch',
      title: 'the layout of early 2023: times as seconds',
      when: [{ table: 'states', columns: ['entity_id', 'last_updated_ts'] }],
    },
    {
      id: 'datetime',
      title: 'the layout before 2023: times as dates',
      when: [{ table: 'states', columns: ['entity_id', 'last_updated'] }],
    },
  ],
  session: {
    word: ['entity', 'entities'],
    table: 'entities',
    id: ['entity_id'],
    label: 'entity_id',
    order: [{ by: 'entity_id' }],
    facts: [
      { name: 'domain', title: 'Domain', value: 'domain' },
      { name: 'first_state', title: 'First state', value: 'first_state' },
      { name: 'last_state', title: 'Last state', value: 'last_state' },
    ],
  },
  episode: {
    word: ['day', 'days'],
    table: 'entity_days',
    id: ['entity_id', 'day'],
    parent: ['entity_id'],
    label: 'day',
    order: [{ by: 'entity_id' }, { by: 'day' }],
    facts: [
      { name: 'weekday', title: 'Weekday', value: 'weekday' },
      { name: 'hours', title: 'Length', unit: 'h', value: 'hours' },
    ],
  },
  steps: {
    word: ['state', 'states'],
    table: 'states_by_day',
    episode: ['entity_id', 'day'],
    time: { by: 'at', title: 'Time', unit: 'epoch seconds' },
    within: ['state_id'],
    state: 'state',
  },
  states: {
    title: 'States',
    words: { on: 'on', off: 'off' },
    table: 'entity_states',
    session: ['entity_id'],
    time: 'written',
    within: ['state_id'],
    value: 'state',
    on: ['on', 'home', 'open', 'opening', 'playing', 'detected'],
    off: ['off', 'not_home', 'closed', 'closing', 'paused', 'idle', 'standby', 'clear'],
    episode: { from: 'starts', to: 'ends' },
  },
  records: [
    {
      id: 'held',
      word: ['day as a whole', 'day as a whole'],
      of: 'episode',
      table: 'entity_day_summaries',
      parent: ['entity_id', 'day'],
      columns: [
        { name: 'on_share', title: 'Share of time on', value: 'on_share' },
        { name: 'mean', title: 'Mean', value: 'mean' },
        { name: 'least', title: 'Least', value: 'least' },
        { name: 'greatest', title: 'Greatest', value: 'greatest' },
        { name: 'known_seconds', title: 'Time with data', value: 'known_seconds', unit: 's' },
        { name: 'unknown_seconds', title: 'Time without data', value: 'unknown_seconds', unit: 's' },
      ],
      time: { by: 'at', title: 'Time', unit: 'epoch seconds' },
    },
    statistics('hours', 'hourly statistics', 'statistics_by_day'),
    statistics('minutes', '5-minute statistics', 'statistics_short_term_by_day'),
  ],
  measures: [
    { id: 'number', title: 'Value', level: 'step', value: 'number' },
    { id: 'on_share', title: 'Share of time on', level: 'step', of: 'held', value: 'on_share', rollUp: 'episodes' },
    { id: 'mean', title: 'Mean over time', level: 'step', of: 'held', value: 'mean', rollUp: 'episodes' },
    {
      id: 'known_hours',
      title: 'Time with data',
      unit: 'h',
      level: 'step',
      of: 'held',
      value: { call: 'div', of: ['known_seconds', { value: 3600 }] },
      reduce: 'sum',
      rollUp: 'episodes',
    },
    { id: 'hourly_mean', title: 'Hourly mean', level: 'step', of: 'hours', value: 'mean' },
    { id: 'hourly_sum', title: 'Hourly sum', level: 'step', of: 'hours', value: 'sum', reduce: 'last' },
    { id: 'five_minute_mean', title: '5-minute mean', level: 'step', of: 'minutes', value: 'mean' },
  ],
});
