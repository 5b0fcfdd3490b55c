import { createHash } from 'node:crypto';
import { join, name, type Sql, sql } from '../../sql/sql.ts';
import type { TargetInfo } from '../importer.ts';
import { parsePythonJson } from '../python-json.ts';
import { textAt } from './episode-records.ts';

/** One training: a run of the program, since its numbering begins anew when it is started again. */
export interface Experiment {
  readonly id: string;
  readonly name: string;
}

/** The experiments of a database by name, and which of their rows are there already. */
export interface KnownExperiments {
  readonly ids: ReadonlyMap<string, string>;
  /** The session of the program that each is of, by name, where that is known. */
  readonly sessions: ReadonlyMap<string, string>;
  /** Total rewards by `<experiment> <number>`. */
  readonly episodes: ReadonlyMap<string, number>;
  /** `<experiment> <number> <step>`. */
  readonly steps: ReadonlySet<string>;
  readonly validations: ReadonlySet<string>;
  /** Experiments that have comparisons. */
  readonly compared: ReadonlySet<string>;
}

const nothing: KnownExperiments = {
  ...{ ids: new Map(), sessions: new Map(), episodes: new Map() },
  ...{ steps: new Set(), validations: new Set(), compared: new Set() },
};

/** Those of some names, with further runs of each. */
export async function knownExperiments(target: TargetInfo | null, names: readonly string[]): Promise<KnownExperiments> {
  if (target === null || !target.tables.has('experiments') || names.length === 0) return nothing;
  const runs = names.map((each) => runName(each, 2).slice(0, -2));
  const isNamed = join(
    names.map((each, at) => {
      const run = runs[at] ?? '';
      return sql`experiment_name = ${each} or substr(experiment_name, 1, ${[...run].length}) = ${run}`;
    }),
    ' or ',
  );
  const there = await target.ask(sql`select experiment_name, id, metadata from experiments where ${isNamed}`);
  if (there.length === 0) return nothing;
  const ids = new Map(there.map(([named, id]) => [String(named), String(id)]));
  const ofThese = sql`experiment_id in (${join([...ids.values()].map((id) => sql`${id}`))})`;
  const ask = (table: string, columns: Sql) => target.ask(sql`select ${columns} from ${name(table)} where ${ofThese}`);
  const read = async (table: string, columns: Sql): Promise<ReadonlySet<string>> =>
    new Set((await ask(table, columns)).map((row) => row.join(' ')));
  const episodes = await ask('training_episodes', sql`experiment_id, episode_number, total_reward`);
  return {
    ids,
    sessions: new Map(there.flatMap(([named, , metadata]) => sessionIn(String(named), metadata ?? null))),
    episodes: new Map(episodes.map(([id, number, reward]) => [`${id} ${number}`, Number(reward)])),
    steps: await read('training_steps', sql`experiment_id, episode_number, step_number`),
    validations: await read('validation_results', sql`experiment_id, validation_episode`),
    compared: await read('baseline_comparisons', sql`distinct experiment_id`),
  };
}

function sessionIn(named: string, metadata: string | null): readonly (readonly [string, string])[] {
  const session = metadata === null ? null : textAt(parsePythonJson(metadata) ?? {}, 'session_id');
  return session === null ? [] : [[named, session]];
}

/** The program is called the same whenever it is started again; its runs are counted. */
export function runName(experiment: string, number: number): string {
  return number === 1 ? experiment : `${experiment} (run ${number})`;
}

/** The id of an experiment: the same for the same name, so that a log that has grown finds what it gave before. */
export function experimentOf(named: string, { ids }: KnownExperiments): Experiment {
  return { name: named, id: ids.get(named) ?? uuidOf(named) };
}

/** A UUID of version 5, from a name. */
function uuidOf(named: string): string {
  const bytes = createHash('sha1').update(`starling.experiment\n${named}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
