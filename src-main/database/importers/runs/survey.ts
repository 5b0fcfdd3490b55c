import type { LeftOutPart, Reject } from '#shared/model/import.ts';
import type { ColumnValue } from '../importer.ts';
import { LeftOutParts } from '../left-out.ts';
import type { OfferedFile } from '../offer.ts';
import { type KnownRun, type Logged, loggedOf, type Metric } from './known-runs.ts';
import { entriesIn, type PartEntry, type RunFiles } from './run-files.ts';
import type { SeenEpisode } from './run-log.ts';

/** What a metric of one run comes to: how many values, and those at places that are compared. */
export interface MetricSurvey {
  rows: number;
  last: Logged;
  readonly at: Map<number, Logged>;
}

/** What one run of those in some files holds. */
export class PartSurvey {
  readonly metrics = new Map<string, MetricSurvey>();
  readonly episodes: (SeenEpisode & { readonly file: string; readonly line: number })[] = [];
  /** Metric, position, step, value and time of the first values. */
  readonly first: (readonly ColumnValue[])[] = [];
  readonly #known: readonly KnownRun[];
  config: Record<string, unknown> | null = null;
  started: number | null = null;

  constructor(known: readonly KnownRun[]) {
    this.#known = known;
  }

  metric(entry: Metric): void {
    const logged = loggedOf(entry);
    const before = this.metrics.get(entry.metric);
    const position = before?.rows ?? 0;
    const survey = before ?? { rows: 0, last: logged, at: new Map() };
    if (before === undefined) this.metrics.set(entry.metric, survey);
    survey.rows = position + 1;
    survey.last = logged;
    const isCompared = this.#known.some(({ metrics }) => metrics.get(entry.metric)?.rows === position + 1);
    if (position === 0 || isCompared) survey.at.set(position, logged);
    if (this.first.length < SHOWN) this.first.push([entry.metric, position, ...logged]);
  }
}

const SHOWN = 10;

export interface RunSurvey {
  readonly parts: readonly PartSurvey[];
  readonly rejects: readonly Reject[];
  readonly leftOut: readonly LeftOutPart[];
}

/** Reads files through, to count and check them, and to compare them with runs that a database has. */
export async function survey(run: RunFiles, known: readonly KnownRun[], signal: AbortSignal): Promise<RunSurvey> {
  const parts: PartSurvey[] = [];
  const rejects: Reject[] = [];
  const leftOut = new LeftOutParts();
  for await (const { part, entry, file } of entriesIn(run, signal)) {
    while (parts.length <= part) parts.push(new PartSurvey(known));
    if (entry.kind === 'reject') rejects.push(rejectOf(entry, file));
    else if (entry.kind === 'left out')
      leftOut.add(entry.what, entry.name === undefined ? file.name : `${file.name}: ${entry.name}`);
    else take(parts[part]!, entry, file);
  }
  return {
    parts: parts.length === 0 ? [new PartSurvey(known)] : parts,
    rejects,
    leftOut: leftOut.list,
  };
}

function take(
  part: PartSurvey,
  entry: Exclude<PartEntry['entry'], { readonly kind: 'reject' | 'left out' }>,
  file: OfferedFile,
): void {
  if (entry.kind === 'metric') part.metric(entry);
  else if (entry.kind === 'episode') part.episodes.push({ ...entry, file: file.name });
  else if (entry.kind === 'config') part.config = { ...part.config, ...entry.config };
  else part.started = Math.min(part.started ?? entry.started, entry.started);
}

function rejectOf(
  { line, reason, raw }: Extract<PartEntry['entry'], { readonly kind: 'reject' }>,
  file: OfferedFile,
): Reject {
  return { file: file.name, line, column: null, reason, raw: raw.slice(0, 1000) };
}
