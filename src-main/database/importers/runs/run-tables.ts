import type { TableSource } from '../importer.ts';
import type { RunFiles, RunTotals } from './run-rows.ts';

/** The tables that runs fill, in an order in which they can be written. */
export function runTables(runs: readonly RunFiles[], totals: readonly RunTotals[]): readonly TableSource[] {
  const scope = { columns: ['run_id'], values: runs.map(({ id }) => [id]) };
  const sum = (of: 'metrics' | 'episodes') => totals.reduce((all, each) => all + each[of], 0);
  return [
    {
      ...{ name: 'training_runs', scope, rows: runs.length },
      columns: [
        ...text('run_id', 'experiment', 'run_name'),
        { name: 'started', type: 'DOUBLE' },
        { name: 'config', type: 'JSON' },
        ...text('source'),
      ],
      preview: runs.slice(0, 20).map(({ id, experiment, name }) => [id, experiment, name, null, null, null]),
    },
    {
      ...{ name: 'training_metrics', scope, rows: sum('metrics') },
      columns: [
        ...text('run_id', 'metric'),
        { name: 'position', type: 'INTEGER' },
        { name: 'step', type: 'BIGINT' },
        { name: 'value', type: 'DOUBLE' },
        { name: 'wall_time', type: 'DOUBLE' },
      ],
      preview: totals.flatMap(({ firstMetrics }) => firstMetrics).slice(0, 20),
    },
    {
      ...{ name: 'training_episodes_seen', scope, rows: sum('episodes') },
      columns: [
        ...text('run_id'),
        { name: 'episode', type: 'INTEGER' },
        { name: 'reward', type: 'DOUBLE' },
        { name: 'length', type: 'BIGINT' },
        { name: 'timesteps', type: 'BIGINT' },
        { name: 'ended', type: 'DOUBLE' },
        { name: 'environment', type: 'INTEGER' },
        { name: 'extra', type: 'JSON' },
      ],
      preview: totals.flatMap(({ firstEpisodes }) => firstEpisodes).slice(0, 20),
    },
  ];
}

function text(...names: readonly string[]): TableSource['columns'] {
  return names.map((name) => ({ name, type: 'VARCHAR' }));
}
