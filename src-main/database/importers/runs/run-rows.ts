import type { ColumnValue, RowOrigin, TableBatch } from '../importer.ts';
import { episodeKey, type KnownRun, type Metric } from './known-runs.ts';
import type { FoundRun, RunPart } from './matching.ts';
import { entriesIn } from './run-files.ts';
import type { SeenEpisode } from './run-log.ts';

const ENOUGH = 20_000;

type Row = RowOrigin & { readonly values: readonly ColumnValue[] };

/**
 * The rows of the runs in some files that their database lacks. Episodes of parallel environments are put into the order
 * in which they ended, behind those that are there, so they are held until all are read.
 */
export async function* readRuns({ files, parts }: FoundRun, signal: AbortSignal): AsyncGenerator<TableBatch> {
  const readings = parts.map(({ id, there }) => new Reading(id, there));
  let metrics: Row[] = [];
  for await (const { part, entry, file } of entriesIn(files, signal)) {
    const reading = readings[part];
    if (entry.kind === 'episode') reading?.episode(entry, file.name);
    const values = entry.kind === 'metric' ? (reading?.metric(entry) ?? null) : null;
    if (entry.kind !== 'metric' || values === null) continue;
    metrics.push({ values, file: file.name, line: entry.line });
    if (metrics.length < ENOUGH) continue;
    signal.throwIfAborted();
    yield batchOf('training_metrics', metrics);
    metrics = [];
  }
  if (metrics.length > 0) yield batchOf('training_metrics', metrics);
  for (const reading of readings) {
    const rows = reading.episodes();
    for (let at = 0; at < rows.length; at += ENOUGH)
      yield batchOf('training_episodes_seen', rows.slice(at, at + ENOUGH));
  }
}

/** The first rows of each table, for a preview; of new runs only. */
export function firstRows(
  part: RunPart,
): Readonly<Record<'metrics' | 'episodes', readonly (readonly ColumnValue[])[]>> {
  if (part.there !== null) return { metrics: [], episodes: [] };
  const reading = new Reading(part.id, null);
  for (const { file, ...episode } of part.survey.episodes) reading.episode(episode, file);
  return {
    metrics: part.survey.first.map((values) => [part.id, ...values]),
    episodes: reading
      .episodes()
      .slice(0, 10)
      .map(({ values }) => values),
  };
}

/** The rows of one run. */
class Reading {
  readonly #run: string;
  readonly #there: KnownRun | null;
  readonly #positions = new Map<string, number>();
  readonly #known: Map<string, number>;
  readonly #episodes: (SeenEpisode & RowOrigin)[] = [];

  constructor(run: string, there: KnownRun | null) {
    this.#run = run;
    this.#there = there;
    this.#known = new Map(there?.episodes);
  }

  /** `null` for a value that is there. */
  metric({ metric, step, value, wallTime }: Metric): ColumnValue[] | null {
    const position = this.#positions.get(metric) ?? 0;
    this.#positions.set(metric, position + 1);
    const isThere = position < (this.#there?.metrics.get(metric)?.rows ?? 0);
    return isThere ? null : [this.#run, metric, position, step, value, wallTime];
  }

  episode(seen: SeenEpisode & { readonly line: number }, file: string): void {
    const key = this.#known.size === 0 ? '' : episodeKey(seen);
    const times = this.#known.get(key) ?? 0;
    if (times > 0) this.#known.set(key, times - 1);
    else this.#episodes.push({ ...seen, file });
  }

  /** With the steps of all environments so far. */
  episodes(): readonly Row[] {
    const ordered = this.#episodes.toSorted((a, b) => (a.ended ?? 0) - (b.ended ?? 0));
    const first = this.#there?.episodeCount ?? 0;
    let timesteps = this.#there?.timesteps ?? 0;
    return ordered.map(({ reward, length, ended, environment, extra, file, line }, at) => {
      timesteps += length ?? 0;
      const more = Object.keys(extra).length === 0 ? null : JSON.stringify(extra);
      return { file, line, values: [this.#run, first + at, reward, length, timesteps, ended, environment, more] };
    });
  }
}

function batchOf(table: string, rows: readonly Row[]): TableBatch {
  const width = rows[0]?.values.length ?? 0;
  return {
    table,
    rows: rows.length,
    columns: Array.from({ length: width }, (_, at) => rows.map(({ values }) => values[at] ?? null)),
    origin: (at) => ({ file: rows[at]?.file ?? '', line: rows[at]?.line ?? null }),
  };
}
