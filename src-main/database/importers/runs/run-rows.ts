import type { Reject } from '#shared/model/import.ts';
import type { ColumnValue, TableBatch } from '../importer.ts';
import type { OfferedFile } from '../offer.ts';
import type { RunEntry, RunLog, SeenEpisode } from './run-log.ts';

/** The files of one run. */
export interface RunFiles {
  readonly id: string;
  readonly experiment: string;
  readonly name: string;
  readonly files: readonly { readonly file: OfferedFile; readonly log: RunLog }[];
}

/** What reading a run through comes to. */
export interface RunTotals {
  readonly metrics: number;
  readonly episodes: number;
  readonly started: number | null;
  readonly config: Readonly<Record<string, unknown>> | null;
  readonly rejects: readonly Reject[];
  readonly leftOut: readonly string[];
  readonly firstMetrics: readonly (readonly ColumnValue[])[];
  readonly firstEpisodes: readonly (readonly ColumnValue[])[];
}

/**
 * Reads a run: once to count (`known` is null, nothing is given), and once to give its rows. Episodes of parallel
 * environments are put into the order in which they ended, so they are held until all are read.
 */
export async function* readRun(
  run: RunFiles,
  known: RunTotals | null,
  signal: AbortSignal,
): AsyncGenerator<TableBatch, RunTotals> {
  const reading = new Reading(run.id);
  for (const { file, log } of run.files) {
    for await (const entry of log.read(file)) {
      reading.take(entry, file);
      if (reading.metrics.length >= ENOUGH) {
        signal.throwIfAborted();
        const batch = reading.flush();
        if (known !== null) yield batch;
      }
    }
  }
  const rest = reading.flush();
  if (known !== null && rest.rows > 0) yield rest;
  const episodes = reading.episodesInOrder();
  if (known !== null)
    for (let at = 0; at < episodes.length; at += ENOUGH)
      yield batchOf('training_episodes_seen', episodes.slice(at, at + ENOUGH));
  return reading.totals(episodes);
}

const ENOUGH = 20_000;
const SHOWN = 10;

class Reading {
  readonly #run: string;
  readonly #positions = new Map<string, number>();
  readonly #episodes: SeenEpisode[] = [];
  readonly #rejects: Reject[] = [];
  readonly #leftOut = new Map<string, number>();
  readonly #first: ColumnValue[][] = [];
  #config: Record<string, unknown> | null = null;
  #started: number | null = null;
  #count = 0;
  metrics: ColumnValue[][] = [];

  constructor(run: string) {
    this.#run = run;
  }

  take(entry: RunEntry, file: OfferedFile): void {
    if (entry.kind === 'metric') this.#metric(entry);
    else if (entry.kind === 'episode') this.#episodes.push(entry);
    else if (entry.kind === 'config') this.#config = { ...this.#config, ...entry.config };
    else if (entry.kind === 'started') this.#started = Math.min(this.#started ?? entry.started, entry.started);
    else if (entry.kind === 'left out') {
      const what = `${file.name}: ${entry.what}`;
      this.#leftOut.set(what, (this.#leftOut.get(what) ?? 0) + 1);
    } else {
      const { line, reason, raw } = entry;
      this.#rejects.push({ file: file.name, line, column: null, reason, raw: raw.slice(0, 1000) });
    }
  }

  flush(): TableBatch {
    const batch = batchOf('training_metrics', this.metrics);
    this.#count += this.metrics.length;
    this.metrics = [];
    return batch;
  }

  /** With the steps of all environments so far. */
  episodesInOrder(): readonly (readonly ColumnValue[])[] {
    const ordered = this.#episodes.toSorted((a, b) => (a.ended ?? 0) - (b.ended ?? 0));
    let timesteps = 0;
    return ordered.map(({ reward, length, ended, environment, extra }, episode) => {
      timesteps += length ?? 0;
      const more = Object.keys(extra).length === 0 ? null : JSON.stringify(extra);
      return [this.#run, episode, reward, length, timesteps, ended, environment, more];
    });
  }

  totals(episodes: readonly (readonly ColumnValue[])[]): RunTotals {
    return {
      metrics: this.#count,
      episodes: episodes.length,
      started: this.#started,
      config: this.#config,
      rejects: this.#rejects,
      leftOut: [...this.#leftOut].map(([what, times]) => (times === 1 ? what : `${what}, ${times} times`)),
      firstMetrics: this.#first,
      firstEpisodes: episodes.slice(0, SHOWN),
    };
  }

  #metric({ metric, step, value, wallTime }: Extract<RunEntry, { kind: 'metric' }>): void {
    const position = this.#positions.get(metric) ?? 0;
    this.#positions.set(metric, position + 1);
    const row = [this.#run, metric, position, step, value, wallTime];
    if (this.#first.length < SHOWN) this.#first.push(row);
    this.metrics.push(row);
  }
}

function batchOf(table: string, rows: readonly (readonly ColumnValue[])[]): TableBatch {
  const width = rows[0]?.length ?? 0;
  return {
    table,
    rows: rows.length,
    columns: Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? null)),
  };
}
