import { type Lens, lensSchema } from '#shared/model/lens.ts';
import type { KnownLens } from '../known-lens.ts';
import { optuna } from './optuna.ts';
import { optunaSurprises } from './runs/surprises.ts';

/**
 * Optuna's storage from before studies had several objectives (2.3 and earlier): the value is the trial's own, and
 * `trial_values` are what later versions call intermediate values.
 */
const { session, episode } = optuna.lens;

const lens: Lens = lensSchema.parse({
  id: 'optuna-early',
  title: 'Optuna, early storage',
  recognise: [
    { table: 'studies', columns: ['study_id', 'study_name', 'direction'] },
    { table: 'trials', columns: ['trial_id', 'study_id', 'state', 'value'] },
    { table: 'trial_values', columns: ['trial_id', 'step', 'value'] },
    { table: 'trial_params', columns: ['trial_id', 'param_name', 'param_value', 'distribution_json'] },
  ],
  session: {
    ...session,
    facts: [{ name: 'direction', title: 'Direction', value: { call: 'text', of: ['direction'] } }],
  },
  episode: {
    ...episode,
    label: {
      call: 'concat',
      of: [
        { value: 'trial ' },
        // Numbers were a system attribute before they were a column.
        {
          call: 'coalesce',
          of: [
            { call: 'text', of: ['number'] },
            {
              lookUp: 'trial_system_attributes',
              where: { trial_id: 'trial_id', key: { value: '_number' } },
              value: 'value_json',
            },
            { call: 'text', of: ['trial_id'] },
          ],
        },
      ],
    },
    facts: [...(episode?.facts ?? []), { name: 'value', title: 'Value', value: 'value' }],
    rows: episode?.rows.filter(({ id }) => id !== 'values'),
  },
  steps: {
    word: ['intermediate value', 'intermediate values'],
    table: 'trial_values',
    episode: ['trial_id'],
    time: { by: 'step', title: 'Step', unit: 'steps' },
  },
  measures: [
    {
      ...{ id: 'intermediate_value', title: 'Intermediate value', level: 'step', value: 'value', reduce: 'last' },
      rollUp: true,
    },
    { id: 'value', title: 'Value', level: 'episode', value: 'value', rollUp: true },
    ...optuna.lens.measures.filter(({ id }) => id === 'took'),
  ],
});

export const optunaEarly: KnownLens = { lens, surprises: optunaSurprises };
