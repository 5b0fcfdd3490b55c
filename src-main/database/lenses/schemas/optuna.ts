import { type Expression, type Lens, lensSchema } from '#shared/model/lens.ts';
import { raw, sql } from '../../sql/sql.ts';
import { tableAs } from '../binding/compile.ts';
import type { DerivedTable } from '../derived/derived-table.ts';
import type { KnownLens } from '../known-lens.ts';
import { optimisationHistory, parameterSlice } from './runs/questions.ts';
import { optunaSurprises } from './runs/surprises.ts';

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

/** A categorical parameter's number is its place among the choices. */
const isCategorical: Expression = {
  choose: { json: 'distribution_json', path: ['name'] },
  when: 'is',
  cases: [['CategoricalDistribution', true]],
  otherwise: { value: false },
};

const choice: Expression = { json: 'distribution_json', path: ['attributes', 'choices'], item: 'param_value' };

/** Attributes hold JSON; a text is shown as what it says. */
const attribute: Expression = { json: 'value_json', path: [] };

const duration: Expression = {
  call: 'sub',
  of: [
    { call: 'seconds', of: ['datetime_complete'] },
    { call: 'seconds', of: ['datetime_start'] },
  ],
};

/** The best value of the first objective among complete trials, as Optuna says which is best; each study is looked up alone. */
const studyBest: DerivedTable = {
  name: 'study_best',
  query: ({ dialect, find }) => {
    const [directions, trials, values] = [find('study_directions'), find('trials'), find('trial_values')];
    if (directions === undefined || trials === undefined || values === undefined) return null;
    const of = (aggregate: 'min' | 'max') => sql`(select ${raw(aggregate)}(v.value) from ${tableAs(trials, 't')}
      join ${tableAs(values, 'v')} on v.trial_id = t.trial_id and v.objective = 0
      where t.study_id = d.study_id and ${dialect.text(raw('t.state'))} = 'COMPLETE')`;
    const query = sql`select d.study_id, case when ${dialect.text(raw('d.direction'))} = 'MAXIMIZE' then ${of('max')} else ${of('min')} end as best
      from ${tableAs(directions, 'd')} where d.objective = 0`;
    return {
      query,
      columns: [
        { name: 'study_id', kind: 'integer' },
        { name: 'best', kind: 'float' },
      ],
      key: ['study_id'],
    };
  },
};

const lens: Lens = lensSchema.parse({
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
    facts: [
      {
        name: 'best',
        title: 'Best value',
        value: { lookUp: 'study_best', where: { study_id: 'study_id' }, value: 'best' },
      },
    ],
    rows: [
      {
        ...{ id: 'directions', title: 'Objective', table: 'study_directions', of: ['study_id'], key: 'objective' },
        text: { call: 'text', of: ['direction'] },
      },
      {
        ...{ id: 'attributes', title: 'Attribute', table: 'study_user_attributes', of: ['study_id'], key: 'key' },
        text: attribute,
      },
    ],
  },
  episode: {
    word: ['trial', 'trials'],
    table: 'trials',
    id: ['trial_id'],
    parent: ['study_id'],
    label: { call: 'concat', of: [{ value: 'trial ' }, 'number'] },
    order: [{ by: 'study_id' }, { by: 'number' }, { by: 'trial_id' }],
    state: {
      status: { call: 'text', of: ['state'] },
      written: { table: 'trial_heartbeats', of: ['trial_id'], time: 'heartbeat' },
    },
    facts: [
      { name: 'state', title: 'State', value: { call: 'text', of: ['state'] } },
      { name: 'started', title: 'Started', value: 'datetime_start' },
      { name: 'completed', title: 'Completed', value: 'datetime_complete' },
      { name: 'took', title: 'Took', value: duration, unit: 's' },
    ],
    rows: [
      {
        ...{ id: 'values', title: 'Objective', table: 'trial_values', of: ['trial_id'], key: 'objective' },
        number: typed('value', 'value_type'),
      },
      {
        ...{ id: 'params', table: 'trial_params', of: ['trial_id'], key: 'param_name' },
        number: { call: 'unless', of: ['param_value', isCategorical] },
        text: choice,
      },
      {
        ...{ id: 'attributes', title: 'Attribute', table: 'trial_user_attributes', of: ['trial_id'], key: 'key' },
        text: attribute,
      },
      {
        ...{ id: 'system', title: 'System', table: 'trial_system_attributes', of: ['trial_id'], key: 'key' },
        ...{ text: attribute, columns: 0, measures: false },
      },
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
    { id: 'took', title: 'Duration', unit: 's', level: 'episode', value: duration, rollUp: true },
  ],
});

export const optuna: KnownLens = {
  lens,
  derived: [studyBest],
  questions: [optimisationHistory, parameterSlice],
  surprises: optunaSurprises,
};
