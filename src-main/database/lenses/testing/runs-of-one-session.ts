import type { LensInput } from '#shared/model/lens.ts';

/** The levels of a test's lens over a table `runs` with a column `run`: all of them one session. */
export const runsOfOneSession = {
  session: { word: ['all', 'all'], table: 'runs', distinct: true, id: [{ value: 'all' }], label: { value: 'all' } },
  episode: {
    ...{ word: ['run', 'runs'], table: 'runs', id: ['run'], parent: [{ value: 'all' }], label: 'run' },
    order: [{ by: 'run' }],
  },
} satisfies Pick<LensInput, 'session' | 'episode'>;
