import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { LeftOutPart, Reject } from '#shared/model/import.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { Importer, PrepareContext, Prepared, Recognition, TableBatch } from '../importer.ts';
import { LeftOutParts, together } from '../left-out.ts';
import { newRejects } from '../new-rejects.ts';
import { folderName, groupName, type Offer, type OfferedFile } from '../offer.ts';
import { eventLog } from './event-log.ts';
import { type FoundRun, foundRuns } from './matching.ts';
import { monitorLog } from './monitor-log.ts';
import { progressLog } from './progress-log.ts';
import { resultLog } from './result-log.ts';
import type { RunFiles } from './run-files.ts';
import type { RunLog } from './run-log.ts';
import { readRuns } from './run-rows.ts';
import { runTables } from './run-tables.ts';

const options = z.object({
  experiment: z.string().min(1).max(200).optional().meta({
    title: 'Experiment',
    description: 'What the runs belong to; the name of the folder around them unless told',
  }),
});

/** Logs of training: Stable-Baselines3's monitors and progress, Ray's and RLlib's results, TensorBoard's scalars. */
export const trainingLogsImporter: Importer<typeof options> = {
  id: 'training-logs',
  title: 'Training logs',
  version: 1,
  into: 'runs',
  options,
  gathers: (name) => (isCommon(name) ? 'run' : null),
  knowsItsRows: true,
  look,
  prepare,
};

/** What loggers call the files of every run, so that only their folder tells which it is. */
function isCommon(name: string): boolean {
  return /^(?:(?:\d+\.)?monitor\.csv|progress\.csv|result\.json|params\.json|events\.out\.tfevents\..*)$/.test(name);
}

/** Of files without their folder, as if the folder of their run had been offered with others like it. */
function experimentOf(offer: Offer): string {
  const isRun = !offer.isFolder && offer.files.every(({ name }) => isCommon(name));
  return (isRun ? folderName(dirname(offer.root)) : null) ?? groupName(offer);
}

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
  { experiment = experimentOf(offer) }: z.output<typeof options>,
  context: PrepareContext,
): Promise<Prepared> {
  const { runs, leftOut } = await runsOf(offer, experiment);
  if (runs.length === 0) throw new Failure('BAD_INPUT', 'There are no logs of training in these files');
  // Files are read once to count, check and compare them, and once to write: a run's values are never all in memory.
  const found = await foundRuns(context, runs);
  const parts = found.flatMap((each) => each.parts);
  const all = found.flatMap((each): readonly Reject[] => each.rejects);
  const rejects = await newRejects(all, offer, context);
  return {
    sessions: [{ id: experiment, title: experiment, episodes: parts.length }],
    tables: runTables(experiment, parts),
    leftOut: together([leftOut, ...found.map((each) => each.leftOut)]),
    notices: [],
    questions: [],
    rejects,
    rejectedRows: rejects.length,
    skippedRows: parts.reduce((sum, { known }) => sum + known, all.length - rejects.length),
    async *stream({ signal }): AsyncGenerator<TableBatch> {
      for (const each of found) {
        signal.throwIfAborted();
        yield* runRows(each);
      }
      for (const each of found) yield* readRuns(each, signal);
    },
  };
}

/** A row per new run. */
function* runRows({ files: { experiment, files }, parts }: FoundRun): Generator<TableBatch> {
  const source = files.map(({ file }) => file.path).join('\n');
  for (const { id, name, survey, there } of parts) {
    if (there !== null) continue;
    const config = survey.config === null ? null : JSON.stringify(survey.config);
    const values = [id, experiment, name, survey.started, config, source];
    const origin = () => ({ file: files[0]?.file.name ?? '', line: 1 });
    yield { table: 'training_runs', rows: 1, columns: values.map((value) => [value]), origin };
  }
}

/** Files of one folder are of one run; a file of another name than all runs' is a run by its own. */
async function runsOf(
  offer: Offer,
  experiment: string,
): Promise<{ readonly runs: readonly RunFiles[]; readonly leftOut: readonly LeftOutPart[] }> {
  const known: { readonly file: OfferedFile; readonly log: RunLog }[] = [];
  const leftOut = new LeftOutParts();
  for (const file of offer.files) {
    const log = await logOf(file);
    if (log !== null) known.push({ file, log });
    else if (!/(^|\/)params\.json$/.test(file.name)) leftOut.add('Files that are no log of training', file.name);
  }
  const folders = Map.groupBy(known, ({ file }) => dirname(file.name));
  const runs = [...folders].flatMap(([folder, files]): readonly RunFiles[] => {
    const alone = folder === '.' && !offer.isFolder && !files.every(({ file }) => isCommon(file.name));
    const name = folder === '.' ? (alone ? stemOf(files[0]!.file) : groupName(offer)) : folder;
    // Ray writes the same twice; the table lacks what came later.
    const used = files.some(({ log }) => log.id === 'result')
      ? files.filter(({ log }) => log.id !== 'progress')
      : files;
    for (const { file } of files)
      if (!used.some((each) => each.file === file)) leftOut.add('Files that say what result.json says', file.name);
    return [{ id: `${experiment}/${name}`, experiment, name, files: used }];
  });
  return { runs: runs.toSorted((a, b) => naturally(a.name, b.name)), leftOut: leftOut.list };
}

async function logOf(file: OfferedFile): Promise<RunLog | null> {
  for (const log of logs) if ((await log.knows(file)) !== null) return log;
  return null;
}

function stemOf({ name }: OfferedFile): string {
  return basename(name).replace(/(\.monitor)?\.(csv|json)$/i, '');
}
