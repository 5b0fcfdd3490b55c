import { type Expression, type Lens, lensSchema } from '#shared/model/lens.ts';

/**
 * Optuna's relational storage: studies → trials → intermediate values. Since values have types, ±∞ and NaN are NULL
 * with the type beside it.
 */

/** A value as a double, with what its type says where it is NULL. */
const typed = (value: string, type: string): Expression => ({
  call: 'coalesce',
  of: [
    { call: 'number', of: [value] },
    {
      call: 'number',
      of: [
        {
          choose: type,
          when: 'is',
          cases: [
            ['INF_POS', 'Infinity'],
            ['INF_NEG', '-Infinity'],
            ['NAN', 'NaN'],
          ],
        },
      ],
    },
  ],
});

const objective = (index: number): Expression => ({
  lookUp: 'trial_values',
  where: { trial_id: 'trial_id', objective: { value: index } },
  value: typed('value', 'value_type'),
});

const direction = (index: number): Expression => ({
  lookUp: 'study_directions',
  where: { study_id: 'study_id', objective: { value: index } },
  value: { call: 'text', of: ['direction'] },
});

const objectives = [0, 1, 2] as const;

const duration: Expression = {
  call: 'sub',
  of: [
    { call: 'seconds', of: ['datetime_complete'] },
    { call: 'seconds', of: ['datetime_start'] },
  ],
};

export const optuna: Lens = lensSchema.parse({
  id: 'optuna',
  title: 'Optuna',
  recognise: [
    { table: 'studies', columns: ['study_id', 'study_name'] },
    { table: 'study_directions', columns: ['study_id', 'objective', 'direction'] },
    { table: 'trials', columns: ['trial_id', 'number', 'study_id', 'state'] },
    { table: 'trial_values', columns: ['trial_id', 'objective', 'value'] },
    { table: 'trial_intermediate_values', columns: ['trial_id', 'step', 'intermediate_value'] },
  ],
  variants: [
    {
      id: 'typed',
      title: 'storage whose values have types',
      when: [
        { table: 'trial_values', columns: ['value_type'] },
        { table: 'trial_intermediate_values', columns: ['intermediate_value_type'] },
      ],
    },
    { id: 'untyped', title: 'storage from before values had types', when: [] },
  ],
  session: {
    word: ['study', 'studies'],
    table: 'studies',
    id: ['study_id'],
    label: 'study_name',
    order: [{ by: 'study_name' }],
    facts: objectives.map((index) => ({
      name: `direction_${index}`,
      title: `Objective ${index + 1}`,
      value: direction(index),
    })),
  },
  episode: {
    word: ['trial', 'trials'],
    table: 'trials',
    id: ['trial_id'],
    parent: ['study_id'],
    label: { call: 'concat', of: [{ value: 'trial ' }, 'number'] },
    order: [{ by: 'study_id' }, { by: 'number' }, { by: 'trial_id' }],
    facts: [
      { name: 'state', title: 'State', value: { call: 'text', of: ['state'] } },
      ...objectives.map((index) => ({
        name: `value_${index}`,
        title: `Objective ${index + 1}`,
        value: objective(index),
      })),
      { name: 'started', title: 'Started', value: 'datetime_start' },
      { name: 'completed', title: 'Completed', value: 'datetime_complete' },
      { name: 'took', title: 'Took', value: duration, unit: 's' },
    ],
  },
  steps: {
    word: ['intermediate value', 'intermediate values'],
    table: 'trial_intermediate_values',
    episode: ['trial_id'],
    time: { by: 'step', title: 'Step', unit: 'steps' },
  },
  measures: [
    {
      id: 'intermediate_value',
      title: 'Intermediate value',
      level: 'step',
      value: typed('intermediate_value', 'intermediate_value_type'),
      reduce: 'last',
      rollUp: true,
    },
    ...objectives.map((index) => ({
      id: `value_${index}`,
      title: `Objective ${index + 1}`,
      level: 'episode' as const,
      value: objective(index),
    })),
    { id: 'took', title: 'Duration', unit: 's', level: 'episode', value: duration },
  ],
});
