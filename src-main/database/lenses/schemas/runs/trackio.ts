import { type Lens, lensSchema } from '#shared/model/lens.ts';
import { join, type Sql, sql } from '../../../sql/sql.ts';
import { compile, type Place, tableAs } from '../../binding/compile.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import { byIndex } from '../../keyed/keys.ts';
import type { KnownLens } from '../../known-lens.ts';
import { lastSteps } from './questions.ts';
import { trackioSurprises } from './surprises.ts';

/**
 * Trackio's file of one project: runs, and of each the steps with what was logged as JSON. Its first versions named the
 * project in every row; no version has a table of runs.
 */

/** Every run that has logged anything, with its configuration. */
const trackioRuns: DerivedTable = {
  name: 'trackio_runs',
  query: ({ dialect, find }) => {
    const named = ['metrics', 'configs', 'system_metrics'].flatMap((each) => {
      const table = find(each);
      if (table === undefined) return [];
      const place: Place = { dialect, table, alias: 'm', find };
      const run = compile('run_name', place);
      const plain = run && sql`select distinct ${run.sql} as key from ${tableAs(table, 'm')}`;
      return run === null ? [] : [sql`select key from (${byIndex(place, run) ?? plain!}) r`];
    });
    if (named.length === 0) return null;
    const of = (table: string, column: string): Sql | null => {
      const found = find(table);
      if (found === undefined) return null;
      const value = compile(column, { dialect, table: found, alias: 'c', find });
      return value && sql`(select ${value.sql} from ${tableAs(found, 'c')} where c.run_name = n.key limit 1)`;
    };
    const project = of('metrics', 'project_name') ?? dialect.text(sql`${'Project'}`);
    const none = sql`cast(null as varchar)`;
    const query = sql`select n.key as run_name, ${project} as project, ${of('configs', 'config') ?? none} as config,
      ${of('configs', 'created_at') ?? none} as created_at from (${join(named, ' union ')}) n`;
    return {
      query,
      columns: [
        { name: 'run_name', kind: 'text' },
        { name: 'project', kind: 'text' },
        { name: 'config', kind: 'json' },
        { name: 'created_at', kind: 'time' },
      ],
      key: ['run_name'],
    };
  },
};

const lens: Lens = lensSchema.parse({
  id: 'trackio',
  title: 'Trackio',
  recognise: [{ table: 'metrics', columns: ['timestamp', 'run_name', 'step', 'metrics'] }],
  variants: [
    {
      id: 'configs',
      title: 'a file that keeps configurations',
      when: [{ table: 'configs', columns: ['run_name', 'config'] }],
    },
    { id: 'projects', title: 'a file of the first versions', when: [{ table: 'metrics', columns: ['project_name'] }] },
  ],
  session: {
    word: ['project', 'projects'],
    table: 'trackio_runs',
    distinct: true,
    id: ['project'],
    label: 'project',
  },
  episode: {
    word: ['run', 'runs'],
    table: 'trackio_runs',
    id: ['run_name'],
    parent: ['project'],
    label: 'run_name',
    order: [{ by: 'run_name' }],
    state: { written: { table: 'metrics', of: ['run_name'], time: 'timestamp' } },
    facts: [
      { name: 'user', title: 'User', value: { json: 'config', path: ['_Username'] } },
      { name: 'group', title: 'Group', value: { json: 'config', path: ['_Group'] } },
      { name: 'created_at', title: 'Created', value: 'created_at' },
      { name: 'config', title: 'Configuration', value: 'config' },
    ],
    documents: [{ id: 'config', json: 'config', depth: 3, aside: ['_'] }],
  },
  steps: {
    word: ['step', 'steps'],
    table: 'metrics',
    episode: ['run_name'],
    time: { by: 'step', title: 'Step', unit: 'steps' },
    written: 'timestamp',
    within: ['id'],
  },
  records: [
    {
      ...{ id: 'alerts', word: ['alert', 'alerts'], of: 'episode', table: 'alerts', parent: ['run_name'] },
      order: [{ by: 'timestamp' }],
    },
    {
      ...{ id: 'system', word: ['system metric', 'system metrics'], of: 'episode', table: 'system_metrics' },
      ...{ parent: ['run_name'], order: [{ by: 'timestamp' }] },
    },
  ],
  each: [
    { level: 'step', json: 'metrics', depth: 4, except: ['_type', '_value'], reduce: 'last' },
    { level: 'episode', json: 'config', depth: 3, title: 'Configuration' },
  ],
});

export const trackio: KnownLens = { lens, derived: [trackioRuns], questions: [lastSteps], surprises: trackioSurprises };
