import type { LensInput } from '#shared/model/lens.ts';
import { inMeta } from './expressions.ts';

type Measures = NonNullable<LensInput['measures']>;

export const factorioMeasures: Measures = [
  { id: 'value', title: 'Value', level: 'step', value: 'value', reduce: 'sum', rollUp: true },
  { id: 'cumulative_value', title: 'Cumulative value', level: 'step', value: 'value', running: true },
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
  { id: 'tokens', title: 'Tokens', unit: 'tokens', level: 'step', value: 'token_usage', reduce: 'sum', rollUp: true },
  ...(['prompt', 'completion'] as const).map((part): Measures[number] => ({
    id: `${part}_tokens`,
    title: part === 'prompt' ? 'Prompt tokens' : 'Completion tokens',
    unit: 'tokens',
    level: 'step',
    value: `${part}_token_usage`,
    reduce: 'sum',
    partOf: ['tokens'],
  })),
  {
    id: 'cumulative_tokens',
    title: 'Cumulative tokens',
    unit: 'tokens',
    level: 'step',
    value: 'token_usage',
    running: true,
  },
  { id: 'depth', title: 'Depth', level: 'step', value: 'depth', reduce: 'max', rollUp: true },
  ...(['static', 'dynamic'] as const).map(
    (how) =>
      ({
        id: `achieved_${how}`,
        title: how === 'static' ? 'Items made by hand' : 'Items made by machines',
        unit: 'items',
        level: 'step',
        value: { json: 'achievements_json', path: [how], as: 'sum' },
        reduce: 'sum',
      }) as const,
  ),
  { id: 'ticks', title: 'Game ticks', unit: 'ticks', level: 'step', value: 'ticks', reduce: 'last' },
  { id: 'raw_reward', title: 'Raw reward', level: 'step', value: 'raw_reward', reduce: 'max' },
  { id: 'holdout_value', title: 'Holdout value', level: 'step', value: 'holdout_value' },
  { id: 'advantage', title: 'Advantage', level: 'step', value: 'advantage' },
  { id: 'visits', title: 'Visits', level: 'step', value: 'visits', reduce: 'max' },
];

/** What was made in a step, item by item. */
export const achievements: NonNullable<LensInput['each']> = [
  {
    level: 'step',
    json: 'achievements_json',
    depth: 2,
    title: 'Achievements',
    titles: { static: 'by hand', dynamic: 'by machines' },
    unit: 'items',
    reduce: 'sum',
  },
];
