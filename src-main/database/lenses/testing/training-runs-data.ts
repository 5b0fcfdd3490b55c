import type { Engine } from '#shared/model/source.ts';
import { createRuns, indexRuns } from '../../care/schemas/runs.ts';

/** An experiment of runs run-2 (two values of a metric, two episodes seen) and run-10 (nothing yet). */
export function trainingRunsDatabase(engine: Engine): readonly string[] {
  return [
    ...createRuns(engine),
    `insert into training_runs values ('pong/run-2', 'pong', 'run-2', 100, '{"lr": 0.5}', 'logs/run-2'),
      ('pong/run-10', 'pong', 'run-10', null, null, 'logs/run-10')`,
    `insert into training_metrics values ('pong/run-2', 'loss', 0, 0, 1.5, 101), ('pong/run-2', 'loss', 1, 100, 0.5, 102)`,
    `insert into training_episodes_seen values ('pong/run-2', 0, 1, 10, 10, 101, 0, null), ('pong/run-2', 1, 3, 5, 15, 102, 0, null)`,
    ...indexRuns(engine),
  ];
}
