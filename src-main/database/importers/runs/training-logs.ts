import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { Reject } from '#shared/model/import.ts';
import { join, sql } from '../../sql/sql.ts';
import { naturally } from '../file-tree.ts';
import type { Importer, PrepareContext, Prepared, Recognition, TableBatch } from '../importer.ts';
import { type Offer, type OfferedFile, titleOf } from '../offer.ts';
import { eventLog } from './event-log.ts';
import { monitorLog } from './monitor-log.ts';
import { progressLog } from './progress-log.ts';
import { resultLog } from './result-log.ts';
import type { RunLog } from './run-log.ts';
import { type RunFiles, type RunTotals, readRun } from './run-rows.ts';
import { runTables } from './run-tables.ts';

const options = z.object({
  experiment: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: 'Experiment', description: 'What the runs belong to; the folder’s name unless told' }),
});

/** Logs of training: Stable-Baselines3's monitors and progress, Ray's and RLlib's results, TensorBoard's scalars. */
export const trainingLogsImporter: Importer<typeof options> = {
  id: 'training-logs',
  title: 'Training logs',
  version: 1,
  into: 'runs',
  options,
  gathers: (name) =>
    /^(?:(?:\d+\.)?monitor\.csv|progress\.csv|result\.json|params\.json|events\.out\.tfevents\..*)$/.test(name)
      ? 'run'
      : null,
  keepsRestarted: true,
  look,
  prepare,
};

const logs: readonly RunLog[] = [monitorLog, resultLog, progressLog, eventLog];

async function look(offer: Offer): Promise<Recognition | null> {
  for (const file of offer.files.slice(0, 200)) {
    for (const log of logs) {
      const why = await log.knows(file);
      if (why !== null) return { sure: 0.9, why };
    }
  }
  return null;
}

async function prepare(
  offer: Offer,
  { experiment = titleOf(offer) }: z.output<typeof options>,
  context: PrepareContext,
): Promise<Prepared> {
  const { runs: found, leftOut } = await runsOf(offer, experiment);
  if (found.length === 0) throw new Failure('BAD_INPUT', 'There are no logs of training in these files');
  const runs = await apartFromKnown(context, found);
  // Files are read once to count and to check them, and once to write: a run's rows are never all in memory.
  const totals: RunTotals[] = [];
  for (const run of runs) totals.push(await totalsOf(run));
  const rejects = totals.flatMap((each): readonly Reject[] => each.rejects);
  return {
    sessions: [{ id: experiment, title: experiment, episodes: runs.length }],
    tables: runTables(runs, totals),
    leftOut: [...leftOut, ...totals.flatMap((each) => each.leftOut)],
    notices: [],
    questions: [],
    rejects,
    rejectedRows: rejects.length,
    async *stream({ signal }): AsyncGenerator<TableBatch> {
      for (const [at, run] of runs.entries()) {
        signal.throwIfAborted();
        yield runRow(run, totals[at]!);
      }
      for (const [at, run] of runs.entries()) yield* readRun(run, totals[at]!, signal);
    },
  };
}

async function totalsOf(run: RunFiles): Promise<RunTotals> {
  const counting = readRun(run, null, new AbortController().signal);
  for (;;) {
    const { done, value } = await counting.next();
    if (done) return value;
  }
}

function runRow({ id, experiment, name, files }: RunFiles, { started, config }: RunTotals): TableBatch {
  const source = files.map(({ file }) => file.path).join('\n');
  const values = [id, experiment, name, started, config === null ? null : JSON.stringify(config), source];
  return { table: 'training_runs', rows: 1, columns: values.map((value) => [value]) };
}

/** Files of one folder are of one run; a file alone is a run by its own name. */
async function runsOf(
  offer: Offer,
  experiment: string,
): Promise<{ readonly runs: readonly RunFiles[]; readonly leftOut: readonly string[] }> {
  const known: { readonly file: OfferedFile; readonly log: RunLog }[] = [];
  const leftOut: string[] = [];
  for (const file of offer.files) {
    const log = await logOf(file);
    if (log !== null) known.push({ file, log });
    else if (!/(^|\/)params\.json$/.test(file.name)) leftOut.push(`${file.name} is no log of training`);
  }
  const folders = Map.groupBy(known, ({ file }) => dirname(file.name));
  const runs = [...folders].flatMap(([folder, files]): readonly RunFiles[] => {
    const alone = folder === '.' && !offer.isFolder;
    const name = folder === '.' ? (alone ? stemOf(files[0]!.file) : basename(offer.root)) : folder;
    // Ray writes the same twice; the table lacks what came later.
    const used = files.some(({ log }) => log.id === 'result')
      ? files.filter(({ log }) => log.id !== 'progress')
      : files;
    for (const { file } of files)
      if (!used.some((each) => each.file === file)) leftOut.push(`${file.name} says what result.json says`);
    return [{ id: `${experiment}/${name}`, experiment, name, files: used }];
  });
  return { runs: runs.toSorted((a, b) => naturally.compare(a.name, b.name)), leftOut };
}

async function logOf(file: OfferedFile): Promise<RunLog | null> {
  for (const log of logs) if ((await log.knows(file)) !== null) return log;
  return null;
}

function stemOf({ name }: OfferedFile): string {
  return basename(name).replace(/(\.monitor)?\.(csv|json)$/i, '');
}

/** A run whose files were imported before, and which stays, was started again: the new one is counted behind it. */
async function apartFromKnown({ target }: PrepareContext, runs: readonly RunFiles[]): Promise<readonly RunFiles[]> {
  if (target === null || !target.tables.has('training_runs')) return runs;
  const experiments = join([...new Set(runs.map(({ experiment }) => experiment))].map((each) => sql`${each}`));
  const there = await target.ask(sql`select run_id, source from training_runs where experiment in (${experiments})`);
  const sources = new Map(there.map(([id, source]) => [id, (source ?? '').split('\n')] as const));
  return runs.map((run) => {
    const known = sources.get(run.id);
    if (known === undefined) return run;
    if (!run.files.some(({ file }) => known.includes(file.path)))
      throw new Failure(
        'BAD_INPUT',
        `The database has a run ${run.id} from other files already. Give these another experiment.`,
      );
    let number = 2;
    while (sources.has(`${run.id} (run ${number})`)) number += 1;
    return { ...run, id: `${run.id} (run ${number})`, name: `${run.name} (run ${number})` };
  });
}
