import { Failure } from '#shared/model/failure.ts';
import { join, sql } from '../../sql/sql.ts';
import type { PrepareContext, TargetInfo } from '../importer.ts';
import { episodeKey, isSame, type KnownRun, knownAt, knownRun } from './known-runs.ts';
import type { RunFiles } from './run-files.ts';
import { type PartSurvey, type RunSurvey, survey } from './survey.ts';

/** A run in the files, and what the database has of it. */
export interface RunPart {
  readonly id: string;
  readonly name: string;
  readonly survey: PartSurvey;
  /** `null` for a new run. */
  readonly there: KnownRun | null;
  /** Rows that are there already, and that are not. */
  readonly known: number;
  readonly newMetrics: number;
  readonly newEpisodes: number;
}

export interface FoundRun extends Omit<RunSurvey, 'parts'> {
  readonly files: RunFiles;
  readonly parts: readonly RunPart[];
}

/**
 * Which run of the database each run in the files is: one that came from these files, and whose values and episodes are
 * the beginning of what is in them now. All others are new, and counted behind those that are there: a log that was
 * written anew is the log of another run.
 */
export async function foundRuns(context: PrepareContext, runs: readonly RunFiles[]): Promise<readonly FoundRun[]> {
  const { target, signal } = context;
  const ids = await knownIds(target, runs);
  const found: FoundRun[] = [];
  for (const files of runs) {
    const known: KnownRun[] = [];
    for (const id of candidates(files, ids)) if (target !== null) known.push(await knownRun(target, id));
    const { parts, ...rest } = await survey(files, known, signal);
    const matched: RunPart[] = [];
    for (const part of parts) {
      const free = known.filter((each) => !matched.some(({ id }) => id === each.id));
      const there = await continued(target, part, free);
      const number = there === null ? nextNumber(files.id, [...ids.keys(), ...matched.map(({ id }) => id)]) : 0;
      const behind = number > 1 ? ` (run ${number})` : '';
      const id = there?.id ?? `${files.id}${behind}`;
      matched.push({ id, name: `${files.name}${behind}`, survey: part, there, ...countsOf(part, there) });
    }
    found.push({ files, parts: matched, ...rest });
  }
  return found;
}

/** The files that runs of the database came from, by their ids. */
async function knownIds(
  target: TargetInfo | null,
  runs: readonly RunFiles[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (target === null || !target.tables.has('training_runs')) return new Map();
  const experiments = join([...new Set(runs.map(({ experiment }) => experiment))].map((each) => sql`${each}`));
  const there = await target.ask(sql`select run_id, source from training_runs where experiment in (${experiments})`);
  return new Map(there.map(([id, source]) => [id ?? '', (source ?? '').split('\n')] as const));
}

function candidates({ id, files }: RunFiles, known: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const isFrom = (sources: readonly string[]) => files.some(({ file }) => sources.includes(file.path));
  const own = known.get(id);
  if (own !== undefined && !isFrom(own))
    throw new Failure(
      'BAD_INPUT',
      `The database has a run ${id} from other files already. Give these another experiment.`,
    );
  return [...known].flatMap(([each, sources]) =>
    (each === id || each.startsWith(`${id} (run `)) && isFrom(sources) ? [each] : [],
  );
}

function nextNumber(id: string, taken: readonly string[]): number {
  let number = 1;
  while (taken.includes(number === 1 ? id : `${id} (run ${number})`)) number += 1;
  return number;
}

async function continued(
  target: TargetInfo | null,
  part: PartSurvey,
  known: readonly KnownRun[],
): Promise<KnownRun | null> {
  for (const each of known) if (target !== null && (await isBeginning(target, each, part))) return each;
  return null;
}

/** Whether one is the beginning of the other, by the first and the last value of every metric, and by all episodes. */
async function isBeginning(target: TargetInfo, known: KnownRun, part: PartSurvey): Promise<boolean> {
  const shared = knownEpisodes(part, known);
  if (shared < known.episodeCount && shared < part.episodes.length) return false;
  for (const [metric, { rows, last, at }] of part.metrics) {
    const there = known.metrics.get(metric);
    if (there === undefined) continue;
    if (!isSame(at.get(0), there.first)) return false;
    const end = there.rows <= rows ? at.get(there.rows - 1) : last;
    const theirs = there.rows <= rows ? there.last : await knownAt(target, known.id, metric, rows - 1);
    if (!isSame(end, theirs)) return false;
  }
  return true;
}

function knownEpisodes({ episodes }: PartSurvey, known: KnownRun): number {
  const left = new Map(known.episodes);
  return episodes.filter((episode) => {
    const key = episodeKey(episode);
    const times = left.get(key) ?? 0;
    left.set(key, times - 1);
    return times > 0;
  }).length;
}

function countsOf(part: PartSurvey, there: KnownRun | null): Pick<RunPart, 'known' | 'newMetrics' | 'newEpisodes'> {
  const metrics = [...part.metrics].map(([metric, { rows }]) => {
    const known = Math.min(rows, there?.metrics.get(metric)?.rows ?? 0);
    return { known, fresh: rows - known };
  });
  const episodes = there === null ? 0 : knownEpisodes(part, there);
  return {
    known: metrics.reduce((sum, { known }) => sum + known, episodes),
    newMetrics: metrics.reduce((sum, { fresh }) => sum + fresh, 0),
    newEpisodes: part.episodes.length - episodes,
  };
}
