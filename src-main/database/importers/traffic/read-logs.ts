import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Reject } from '#shared/model/import.ts';
import type { ColumnValue, RowOrigin } from '../importer.ts';
import { jsonDocuments } from '../json-documents.ts';
import type { OfferedFile } from '../offer.ts';
import { isJsonObject, type JsonObject, parsePythonJson } from '../python-json.ts';
import { analysisOf, comparisonsOf } from './comparisons.ts';
import { type EpisodeRecord, episodeOf, numberAt } from './episode-records.ts';
import type { Experiment, KnownExperiments } from './experiments.ts';
import type { LogFile } from './log-files.ts';
import { comparisonRow, episodeRow, type LogTable, stepRow, validationRow } from './log-rows.ts';
import { ProgramRuns } from './program-runs.ts';
import { stepOf } from './step-records.ts';

const longestRaw = 1000;

/** What reading logs gives, one after the other. */
export type LogEntry =
  | {
      readonly kind: 'row';
      readonly table: Exclude<LogTable, 'experiments'>;
      readonly row: readonly ColumnValue[];
      readonly origin: RowOrigin;
    }
  | {
      readonly kind: 'experiment';
      readonly experiment: Experiment;
      readonly about: About;
      /** The record that tells of it. */
      readonly origin: RowOrigin;
    }
  | { readonly kind: 'reject'; readonly reject: Reject }
  /** A row that the database has already. */
  | { readonly kind: 'known' }
  | { readonly kind: 'left out'; readonly what: string; readonly name: string };

export interface About {
  readonly config?: JsonObject | undefined;
  readonly bestReward?: number | null | undefined;
  readonly convergence?: number | null | undefined;
  readonly metadata?: JsonObject | undefined;
}

/** The logs of one experiment: episodes first, since steps only know the id of theirs. */
export class ExperimentLogs {
  readonly #files: readonly LogFile[];
  readonly #known: KnownExperiments;
  readonly name: string;
  readonly #runs: ProgramRuns;
  readonly #numbers = new Map<string, { readonly experiment: Experiment; readonly episode: number }>();
  readonly #seen = new Set<string>();

  constructor(name: string, files: readonly LogFile[], known: KnownExperiments) {
    this.name = name;
    this.#files = files;
    this.#known = known;
    this.#runs = new ProgramRuns(name, known);
  }

  async *read(): AsyncGenerator<LogEntry> {
    for (const file of this.#of('episodes')) yield* this.#episodes(file);
    for (const file of this.#of('results')) yield* this.#results(file);
    for (const file of this.#of('steps')) yield* this.#steps(file);
    for (const file of this.#of('summary')) yield* this.#summary(file);
    yield* this.#comparisons();
  }

  #of(kind: LogFile['kind']): readonly OfferedFile[] {
    return this.#files.filter((each) => each.kind === kind).map(({ file }) => file);
  }

  async *#episodes(file: OfferedFile): AsyncGenerator<LogEntry> {
    for await (const { line, text, whole } of jsonDocuments(file.path)) {
      const record = whole ? parsePythonJson(text) : null;
      const episode = record === null ? null : episodeOf(record);
      if (episode === null)
        yield rejected(file, line, whole ? 'It is no training episode' : 'The record is not closed', text);
      else {
        const restarts = this.#runs.restartsWith(episode);
        yield* this.#episode(file, line, episode, text, restarts);
      }
    }
  }

  *#episode(
    file: OfferedFile,
    line: number | null,
    episode: EpisodeRecord,
    text: string,
    restarts = false,
  ): Generator<LogEntry> {
    const origin = originOf(file, line, text);
    const experiment = yield* this.#run(episode.session, origin, episode, restarts);
    const key = `${experiment.id} ${episode.episode}`;
    if (episode.id !== null) this.#numbers.set(episode.id, { experiment, episode: episode.episode });
    if (this.#seen.has(key))
      yield rejected(file, line, `Episode ${episode.episode} of this run is there already`, text);
    else if (this.#known.episodes.has(key)) yield { kind: 'known' };
    else yield { kind: 'row', table: 'training_episodes', row: episodeRow(experiment, episode), origin };
    this.#seen.add(key);
  }

  /** A run that was not seen before is an experiment of its own: its numbers begin at 0 again. */
  *#run(
    session: string | null,
    origin: RowOrigin,
    first: EpisodeRecord | null = null,
    restarts = false,
  ): Generator<LogEntry, Experiment> {
    const there = this.#runs.at(session);
    if (there !== undefined && !restarts) return there;
    const experiment = this.#runs.begin(session, first);
    const about = session === null ? {} : { metadata: { session_id: session } };
    yield { kind: 'experiment', experiment, about, origin };
    return experiment;
  }

  async *#steps(file: OfferedFile): AsyncGenerator<LogEntry> {
    let unknown = 0;
    for await (const { line, text, whole } of jsonDocuments(file.path)) {
      const record = whole ? parsePythonJson(text) : null;
      const step = record === null ? null : stepOf(record);
      if (step === null) {
        yield rejected(file, line, whole ? 'It is no step' : 'The record is not closed', text);
        continue;
      }
      const numbered = this.#numbers.get(step.episode);
      if (numbered === undefined) unknown += 1;
      const origin = originOf(file, line, text);
      const of = numbered ?? (yield* this.#unnumbered(step.episode, step.session, origin));
      const key = `${of.experiment.id} ${of.episode} ${step.step}`;
      if (this.#seen.has(key))
        yield rejected(file, line, `Step ${step.step} of episode ${of.episode} is there already`, text);
      else if (this.#known.steps.has(key)) yield { kind: 'known' };
      else yield { kind: 'row', table: 'training_steps', row: stepRow(of.experiment, of.episode, step), origin };
      this.#seen.add(key);
    }
    if (unknown > 0)
      yield {
        kind: 'left out',
        what: 'Numbers of episodes, which logs of steps alone do not say: they are counted in their order',
        name: file.name,
      };
  }

  /** Without the episodes' log, episodes are counted in the order in which their steps come. */
  *#unnumbered(
    id: string,
    session: string | null,
    origin: RowOrigin,
  ): Generator<LogEntry, { experiment: Experiment; episode: number }> {
    const experiment = yield* this.#run(session, origin);
    const numbers = [...this.#numbers.values()].filter((each) => each.experiment === experiment);
    const found = {
      experiment,
      episode: numbers.reduce((most, { episode }) => Math.max(most, episode), -1) + 1,
    };
    this.#numbers.set(id, found);
    return found;
  }

  async *#results(file: OfferedFile): AsyncGenerator<LogEntry> {
    const results = parsePythonJson(await readFile(file.path, 'utf8'));
    if (results === null) {
      yield rejected(file, 1, 'It is no whole JSON object', '');
      return;
    }
    const { training_results: training, validation_results: validation, config, ...rest } = results;
    const [first] = listOf(training);
    const origin = originOf(file, 1);
    const experiment = yield* this.#run(null, origin, first === undefined ? null : episodeOf(first));
    yield {
      kind: 'experiment',
      experiment,
      about: {
        config: isJsonObject(config) ? config : undefined,
        bestReward: numberAt(results, 'best_reward'),
        convergence: numberAt(results, 'convergence_episode'),
        metadata: rest,
      },
      origin,
    };
    for (const [at, each] of listOf(training).entries()) {
      const episode = episodeOf(each);
      if (episode === null) yield rejected(file, at + 1, 'It is no training episode', JSON.stringify(each));
      // The progress and the results of a training say the same twice.
      else if (this.#seen.has(`${experiment.id} ${episode.episode}`)) yield { kind: 'known' };
      else yield* this.#episode(file, at + 1, episode, JSON.stringify(each));
    }
    for (const [at, each] of listOf(validation).entries()) {
      const known = this.#known.validations.has(`${experiment.id} ${numberAt(each, 'episode') ?? 0}`);
      const row = validationRow(experiment, each);
      yield known
        ? { kind: 'known' }
        : { kind: 'row', table: 'validation_results', row, origin: originOf(file, at + 1) };
    }
  }

  async *#summary(file: OfferedFile): AsyncGenerator<LogEntry> {
    const summary = parsePythonJson(await readFile(file.path, 'utf8'));
    if (summary === null) return;
    const session = typeof summary['session_id'] === 'string' ? summary['session_id'] : null;
    const origin = originOf(file, 1);
    const experiment = yield* this.#run(session, origin);
    const config = summary['config'];
    yield {
      kind: 'experiment',
      experiment,
      about: { config: isJsonObject(config) ? config : undefined, metadata: { summary } },
      origin,
    };
  }

  async *#comparisons(): AsyncGenerator<LogEntry> {
    const [trained] = this.#of('trained');
    const [baseline] = this.#of('baseline');
    const [analysis] = this.#of('analysis');
    if (trained === undefined || baseline === undefined) {
      for (const file of [trained, baseline, analysis])
        if (file !== undefined)
          yield {
            kind: 'left out',
            what: 'Files of a comparison, which needs the tables of both, d3qn and fixed time',
            name: file.name,
          };
      return;
    }
    const experiment = yield* this.#run(null, originOf(trained, 1));
    const tests = analysis === undefined ? null : await analysisOf(analysis.path);
    const { pairs, alone } = await comparisonsOf(trained.path, baseline.path);
    for (const pair of pairs) {
      const known = this.#known.compared.has(experiment.id);
      const row = comparisonRow(experiment, pair, tests);
      yield known
        ? { kind: 'known' }
        : { kind: 'row', table: 'baseline_comparisons', row, origin: originOf(trained, pair.line) };
    }
    for (const name of alone) yield { kind: 'left out', what: 'Scenarios that only one of the two tables has', name };
  }
}

function originOf(file: OfferedFile, line: number | null, text?: string): RowOrigin {
  return { file: basename(file.name), line, ...(text === undefined ? {} : { raw: text.slice(0, longestRaw) }) };
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function rejected(file: OfferedFile, line: number | null, reason: string, text: string): LogEntry {
  return {
    kind: 'reject',
    reject: { file: basename(file.name), line, column: null, reason, raw: text.slice(0, longestRaw) },
  };
}
