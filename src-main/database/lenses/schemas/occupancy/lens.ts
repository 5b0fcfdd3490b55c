import { type Lens, lensSchema } from '#shared/model/lens.ts';

/**
 * Presence in rooms and what a model expected of it (`occupancy-predictor`). Days are those of the people's time zone; the tables
 * `rooms`, `days` and `…_by_day` are derived.
 */
export const occupancyLens: Lens = lensSchema.parse({
  id: 'occupancy',
  title: 'Room occupancy',
  recognise: [
    { table: 'sensor_readings', columns: ['timestamp', 'room', 'zone', 'state', 'confidence', 'source_entity'] },
    { table: 'room_transitions', columns: ['timestamp', 'from_room', 'to_room', 'transition_duration_seconds'] },
    { table: 'predictions', columns: ['room', 'prediction_made_at', 'prediction_type', 'horizon_minutes'] },
  ],
  variants: [
    {
      id: 'sql-file',
      title: 'the layout of the hand-written SQL file',
      when: [{ table: 'migration_history', columns: ['migration_id'] }],
    },
    { id: 'alembic', title: 'the layout of Alembic', when: [{ table: 'alembic_version', columns: ['version_num'] }] },
    { id: 'models', title: 'the layout that the models create', when: [] },
  ],
  session: {
    word: ['room', 'rooms'],
    table: 'rooms',
    id: ['room'],
    label: 'room',
    order: [{ by: 'room' }],
    facts: [
      { name: 'first_reading', title: 'First reading', value: 'first_reading' },
      { name: 'last_reading', title: 'Last reading', value: 'last_reading' },
    ],
  },
  episode: {
    word: ['day', 'days'],
    table: 'days',
    id: ['room', 'day'],
    parent: ['room'],
    label: 'day',
    order: [{ by: 'room' }, { by: 'day' }],
    facts: [
      { name: 'weekday', title: 'Weekday', value: 'weekday' },
      { name: 'hours', title: 'Length', unit: 'h', value: 'hours' },
    ],
  },
  steps: {
    word: ['reading', 'readings'],
    table: 'readings_by_day',
    episode: ['room', 'day'],
    time: { by: 'timestamp', title: 'Time' },
    within: ['id'],
    agent: 'zone',
  },
  records: [
    {
      id: 'occupancy',
      word: ['occupancy', 'occupancy'],
      of: 'episode',
      table: 'day_summaries',
      parent: ['room', 'day'],
      columns: [
        { name: 'occupied_share', title: 'Share of time occupied', value: 'occupied_share' },
        { name: 'occupied_seconds', title: 'Occupied', value: 'occupied_seconds', unit: 's' },
        { name: 'known_seconds', title: 'Time with data', value: 'known_seconds', unit: 's' },
        { name: 'gaps', title: 'Gaps over 5 minutes', value: 'gaps' },
        { name: 'longest_gap', title: 'Longest gap', value: 'longest_gap', unit: 's' },
      ],
      time: { by: 'starts', title: 'Time' },
    },
  ],
  measures: [
    {
      id: 'occupied_share',
      title: 'Share of time occupied',
      level: 'step',
      of: 'occupancy',
      value: 'occupied_share',
      rollUp: 'episodes',
    },
    {
      id: 'known_hours',
      title: 'Time with data',
      unit: 'h',
      level: 'step',
      of: 'occupancy',
      value: { call: 'div', of: ['known_seconds', { value: 3600 }] },
      reduce: 'sum',
      rollUp: 'episodes',
    },
    { id: 'gaps', title: 'Gaps over 5 minutes', level: 'step', of: 'occupancy', value: 'gaps', reduce: 'sum' },
    {
      id: 'longest_gap',
      title: 'Longest gap',
      unit: 's',
      level: 'step',
      of: 'occupancy',
      value: 'longest_gap',
      reduce: 'max',
      rollUp: 'episodes',
    },
    { id: 'presence', title: 'Presence', level: 'step', value: 'state' },
    { id: 'confidence', title: 'Confidence', level: 'step', value: 'confidence', rollUp: true },
  ],
});
