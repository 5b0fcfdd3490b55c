import { createHash } from 'node:crypto';
import { join, name, sql } from '../../sql/sql.ts';
import type { TargetInfo } from '../importer.ts';

/** One training: a run of the program, since its numbering begins anew when it is started again. */
export interface Experiment {
  readonly id: string;
  readonly name: string;
}

/** The experiments of a database by name, and which of their rows are there already. */
export interface KnownExperiments {
  readonly ids: ReadonlyMap<string, string>;
  /** `<experiment> <number>`, and `<experiment> <number> <step>`. */
  readonly episodes: ReadonlySet<string>;
  readonly steps: ReadonlySet<string>;
  readonly validations: ReadonlySet<string>;
  /** Experiments that have comparisons. */
  readonly compared: ReadonlySet<string>;
}

const nothing: KnownExperiments = {
  ...{ ids: new Map(), episodes: new Set(), steps: new Set(), validations: new Set(), compared: new Set() },
};

export async function knownExperiments(target: TargetInfo | null, names: readonly string[]): Promise<KnownExperiments> {
  if (target === null || !target.tables.has('experiments') || names.length === 0) return nothing;
  const there = await target.ask(
    sql`select experiment_name, id from experiments where experiment_name in (${join(names.map((each) => sql`${each}`))})`,
  );
  const ids = new Map(there.map(([named, id]) => [String(named), String(id)]));
  if (ids.size === 0) return { ...nothing, ids };
  const ofThese = sql`experiment_id in (${join([...ids.values()].map((id) => sql`${id}`))})`;
  const read = async (table: string, columns: ReturnType<typeof sql>): Promise<ReadonlySet<string>> => {
    const rows = await target.ask(sql`select ${columns} from ${name(table)} where ${ofThese}`);
    return new Set(rows.map((row) => row.join(' ')));
  };
  return {
    ids,
    episodes: await read('training_episodes', sql`experiment_id, episode_number`),
    steps: await read('training_steps', sql`experiment_id, episode_number, step_number`),
    validations: await read('validation_results', sql`experiment_id, validation_episode`),
    compared: await read('baseline_comparisons', sql`distinct experiment_id`),
  };
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
