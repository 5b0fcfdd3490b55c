import type { TableSource } from '../importer.ts';
import type { RunPart } from './matching.ts';
import { firstRows } from './run-rows.ts';

/** The tables that runs fill, in an order in which they can be written. */
export function runTables(experiment: string, parts: readonly RunPart[]): readonly TableSource[] {
  const added = parts.filter(({ there }) => there === null);
  const scope = { columns: ['run_id'], values: added.map(({ id }) => [id]) };
  // Where a run goes on, the rows of this import stand among older ones of the same run.
  const ofRuns = added.length === parts.length ? { scope } : {};
  const first = parts.map(firstRows);
  return [
    {
      ...{ name: 'training_runs', scope, rows: added.length },
      columns: [
        ...text('run_id', 'experiment', 'run_name'),
        { name: 'started', type: 'DOUBLE' },
        { name: 'config', type: 'JSON' },
        ...text('source'),
      ],
      preview: added.slice(0, 20).map(({ id, name }) => [id, experiment, name, null, null, null]),
    },
    {
      ...{ name: 'training_metrics', ...ofRuns, rows: parts.reduce((sum, { newMetrics }) => sum + newMetrics, 0) },
      columns: [
        ...text('run_id', 'metric'),
        { name: 'position', type: 'INTEGER' },
        { name: 'step', type: 'BIGINT' },
        { name: 'value', type: 'DOUBLE' },
        { name: 'wall_time', type: 'DOUBLE' },
      ],
      preview: first.flatMap(({ metrics }) => metrics).slice(0, 20),
    },
    {
      ...{
        name: 'training_episodes_seen',
        ...ofRuns,
        rows: parts.reduce((sum, { newEpisodes }) => sum + newEpisodes, 0),
      },
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
      preview: first.flatMap(({ episodes }) => episodes).slice(0, 20),
    },
  ];
}

function text(...names: readonly string[]): TableSource['columns'] {
  return names.map((name) => ({ name, type: 'VARCHAR' }));
}
