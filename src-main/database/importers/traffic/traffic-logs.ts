import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type { LeftOutPart, Reject } from '#shared/model/import.ts';
import type {
  ColumnValue,
  Importer,
  PrepareContext,
  Prepared,
  Recognition,
  RowOrigin,
  TableBatch,
  TableSource,
} from '../importer.ts';
import { inTurns } from '../in-turns.ts';
import { LeftOutParts, leftOutOf } from '../left-out.ts';
import { newRejects } from '../new-rejects.ts';
import type { Offer } from '../offer.ts';
import { type KnownExperiments, knownExperiments } from './experiments.ts';
import { type LogFile, logFileOf } from './log-files.ts';
import { type LogTable, logColumns } from './log-rows.ts';
import { type About, ExperimentLogs } from './read-logs.ts';

const options = z.object({
  experiment: z.string().min(1).max(200).optional().meta({
    title: 'Experiment',
    description: 'The name of the experiment; what the files or their folder are called unless told',
  }),
});

/** Logs of the training of traffic signals: episodes and steps (one a line or printed), summaries, results, comparisons. */
export const trafficLogsImporter: Importer<typeof options> = {
  id: 'traffic-logs',
  title: 'Traffic signal logs',
  version: 1,
  into: 'traffic',
  options,
  gathers,
  knowsItsRows: true,
  look,
  prepare,
};

/** Steps know only the id of their episode, so they need its log; a comparison is of two tables. */
function gathers(name: string): string | null {
  if (/(?:d3qn|fixed_time)_results\.csv$|^statistical_analysis\.json$/.test(name)) return 'comparison';
  return /^(.*)_(?:episodes\.jsonl?|steps\.jsonl?|summary\.json)$/.exec(name)?.[1] ?? null;
}

async function look(offer: Offer): Promise<Recognition | null> {
  const kinds: LogFile['kind'][] = [];
  for (const file of offer.files.slice(0, 200)) {
    const known = await logFileOf(file, offer);
    if (known === null) continue;
    kinds.push(known.kind);
    if (isWhole(kinds)) return { sure: 0.9, why: `${file.name} holds ${words[known.kind]}` };
  }
  return null;
}

/** A comparison is of two tables; one of them alone is a table like any other. */
function isWhole(kinds: readonly LogFile['kind'][]): boolean {
  const isLog = kinds.some((kind) => kind !== 'trained' && kind !== 'baseline' && kind !== 'analysis');
  return isLog || (kinds.includes('trained') && kinds.includes('baseline'));
}

const words: Readonly<Record<LogFile['kind'], string>> = {
  episodes: 'training episodes of traffic signals',
  steps: 'steps of training episodes of traffic signals',
  summary: 'the summary of a training',
  results: 'the results of a training',
  trained: 'what trained signals came to over scenarios',
  baseline: 'what signals with fixed times came to over scenarios',
  analysis: 'a comparison of trained signals and fixed times',
};

const tables: readonly LogTable[] = [
  ...(['experiments', 'training_episodes', 'training_steps', 'validation_results', 'baseline_comparisons'] as const),
];

async function prepare(offer: Offer, given: z.output<typeof options>, context: PrepareContext): Promise<Prepared> {
  const found = await inTurns(offer.files, 32, (file) => logFileOf(file, offer));
  const files = found.filter((each) => each !== null);
  if (files.length === 0) throw new Failure('BAD_INPUT', 'There are no logs of traffic signals in these files');
  if (!isWhole(files.map(({ kind }) => kind)))
    throw new Failure(
      'BAD_INPUT',
      'A comparison needs the tables of both, d3qn and fixed time. Import them together, or one of them as a table.',
    );
  const groups = Map.groupBy(files, ({ experiment }) => given.experiment ?? experiment);
  const known = await knownExperiments(context.target, [...groups.keys()]);
  const read = await readThrough(groups, known);
  const rejects = await newRejects(read.rejects, offer, context);
  return {
    sessions: [...read.experiments.values()].map(({ name, episodes }) => ({ id: name, title: name, episodes })),
    tables: tables.map((name) => sourceOf(name, read, known)),
    leftOut: [
      ...leftOutOf(
        'Files that are no log of traffic signals',
        offer.files.filter((_, at) => found[at] === null).map(({ name }) => name),
      ),
      ...read.leftOut,
    ],
    notices: [
      'The schema’s columns keep four digits and whole vehicles; each record stands whole in scenario_info and intersection_metrics',
      'Times without a zone are taken as UTC',
    ],
    questions: [],
    rejects,
    rejectedRows: rejects.length,
    skippedRows: read.known + read.rejects.length - rejects.length,
    async *stream({ signal }): AsyncGenerator<TableBatch> {
      const added = experimentRows(read, known);
      if (added.rows.length > 0) yield batchOf('experiments', added.rows, added.origins);
      for (const table of tables.slice(1)) yield* streamOf(table, groups, known, signal);
    },
  };
}

interface FoundExperiment {
  readonly name: string;
  readonly about: About;
  readonly episodes: number;
  readonly origin: RowOrigin;
}

interface ReadThrough {
  readonly experiments: ReadonlyMap<string, FoundExperiment>;
  readonly counts: Readonly<Record<string, number>>;
  readonly previews: ReadonlyMap<string, (readonly ColumnValue[])[]>;
  readonly rejects: readonly Reject[];
  readonly known: number;
  readonly leftOut: readonly LeftOutPart[];
}

/** Reads everything once: what there is, what is wrong with it, and which experiments it makes. */
async function readThrough(
  groups: ReadonlyMap<string, readonly LogFile[]>,
  known: KnownExperiments,
): Promise<ReadThrough> {
  const experiments = new Map<string, FoundExperiment>();
  const counts: Record<string, number> = {};
  const previews = new Map<string, (readonly ColumnValue[])[]>();
  const rejects: Reject[] = [];
  const leftOut = new LeftOutParts();
  let there = 0;
  for (const [name, files] of groups) {
    for await (const entry of new ExperimentLogs(name, files, known).read()) {
      if (entry.kind === 'reject') rejects.push(entry.reject);
      else if (entry.kind === 'known') there += 1;
      else if (entry.kind === 'left out') leftOut.add(entry.what, entry.name);
      else if (entry.kind === 'experiment') {
        const { experiment, about, origin } = entry;
        const before = experiments.get(experiment.id) ?? { name: experiment.name, about: {}, episodes: 0, origin };
        experiments.set(experiment.id, { ...before, about: together(before.about, about) });
      } else {
        counts[entry.table] = (counts[entry.table] ?? 0) + 1;
        const shown = previews.get(entry.table) ?? [];
        if (shown.length < 20) previews.set(entry.table, [...shown, entry.row]);
        const id = String(entry.row[0]);
        const of = experiments.get(id);
        if (entry.table === 'training_episodes' && of !== undefined)
          experiments.set(id, { ...of, episodes: of.episodes + 1 });
      }
    }
  }
  return { experiments, counts, previews, rejects, known: there, leftOut: leftOut.list };
}

function together(one: About, other: About): About {
  return {
    config: other.config ?? one.config,
    bestReward: other.bestReward ?? one.bestReward,
    convergence: other.convergence ?? one.convergence,
    metadata: { ...one.metadata, ...other.metadata },
  };
}

/** Those that the database does not have yet. */
function experimentRows(
  { experiments }: ReadThrough,
  { ids }: KnownExperiments,
): { readonly rows: readonly (readonly ColumnValue[])[]; readonly origins: readonly RowOrigin[] } {
  const there = new Set(ids.values());
  const added = [...experiments].filter(([id]) => !there.has(id));
  const rows = added.map(([id, { name, about }]) => [
    ...[id, name, null, JSON.stringify(about.config ?? {}), 'completed'],
    ...[about.bestReward ?? null, about.convergence ?? null, JSON.stringify(about.metadata ?? {})],
  ]);
  return { rows, origins: added.map(([, { origin }]) => ({ file: origin.file, line: origin.line })) };
}

function sourceOf(name: LogTable, read: ReadThrough, known: KnownExperiments): TableSource {
  const columns = logColumns[name];
  if (name === 'experiments') {
    const { rows } = experimentRows(read, known);
    const scope = { columns: ['id'], values: rows.map(([id]) => [String(id)]) };
    return { name, columns, scope, rows: rows.length, preview: rows.slice(0, 20) };
  }
  return { name, columns, rows: read.counts[name] ?? 0, preview: read.previews.get(name) ?? [] };
}

async function* streamOf(
  table: LogTable,
  groups: ReadonlyMap<string, readonly LogFile[]>,
  known: KnownExperiments,
  signal: AbortSignal,
): AsyncGenerator<TableBatch> {
  let rows: (readonly ColumnValue[])[] = [];
  let origins: RowOrigin[] = [];
  for (const [name, files] of groups) {
    for await (const entry of new ExperimentLogs(name, files, known).read()) {
      if (entry.kind !== 'row' || entry.table !== table) continue;
      rows.push(entry.row);
      origins.push(entry.origin);
      if (rows.length < ENOUGH) continue;
      signal.throwIfAborted();
      yield batchOf(table, rows, origins);
      [rows, origins] = [[], []];
    }
  }
  if (rows.length > 0) yield batchOf(table, rows, origins);
}

const ENOUGH = 2000;

function batchOf(
  table: LogTable,
  rows: readonly (readonly ColumnValue[])[],
  origins: readonly RowOrigin[],
): TableBatch {
  return {
    ...{ table, rows: rows.length },
    columns: logColumns[table].map((_, at) => rows.map((row) => row[at] ?? null)),
    origin: (at) => origins[at] as RowOrigin,
  };
}
