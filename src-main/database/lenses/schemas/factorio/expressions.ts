import type { Expression } from '#shared/model/lens.ts';

export const inMeta = (key: string): Expression => ({ json: 'meta', path: [key] });

export const process = inMeta('process_id');

/** Of the lines `model:…`, `type:…`, `num_agents:…` the second's; other writers describe a version in their own words. */
export const task: Expression = {
  call: 'coalesce',
  of: [{ call: 'after', of: ['version_description', { value: 'type:' }] }, 'version_description'],
};

/** `instance` is the agent's index where the gym wrote, which names processes too; else the number of a game. */
export const runLabel: Expression = {
  call: 'concat',
  of: [
    {
      call: 'coalesce',
      of: [{ call: 'replace', of: [{ value: 'process # · agent ' }, { value: '#' }, process] }, { value: 'instance ' }],
    },
    'instance',
  ],
};

/** A run: a version's agent in one of its processes. */
export const run: readonly [Expression, Expression, Expression] = ['version', process, 'instance'];
