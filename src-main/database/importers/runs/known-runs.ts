import { sql } from '../../sql/sql.ts';
import type { TargetInfo } from '../importer.ts';
import type { RunEntry, SeenEpisode } from './run-log.ts';
import { numberOf } from './text-lines.ts';

export type Metric = Extract<RunEntry, { readonly kind: 'metric' }>;

/** Step, value and time of a value that was logged. */
export type Logged = readonly [step: number | null, value: number | null, wallTime: number | null];

/** What a database has of a run. */
export interface KnownRun {
  readonly id: string;
  readonly metrics: ReadonlyMap<string, { readonly rows: number; readonly first: Logged; readonly last: Logged }>;
  /** How often it has each episode ({@link episodeKey}). */
  readonly episodes: ReadonlyMap<string, number>;
  readonly episodeCount: number;
  /** Steps of all environments. */
  readonly timesteps: number;
}

export function loggedOf({ step, value, wallTime }: Metric): Logged {
  return [step, value, wallTime];
}

/** Episodes have no number in a monitor's file; what they came to, and when, tells them apart. */
export function episodeKey({
  environment,
  reward,
  length,
  ended,
}: Pick<SeenEpisode, 'environment' | 'reward' | 'length' | 'ended'>): string {
  return [environment, reward, length, ended].join(' ');
}

export async function knownRun(target: TargetInfo, id: string): Promise<KnownRun> {
  const metrics = new Map<string, { rows: number; first: Logged; last: Logged }>();
  const ends = await target.ask(sql`
    select m.metric, m.position, m.step, m.value, m.wall_time from training_metrics m
    join (select metric, max(position) as latest from training_metrics where run_id = ${id} group by metric) e
      on e.metric = m.metric and (m.position = e.latest or m.position = 0)
    where m.run_id = ${id} order by m.metric, m.position`);
  for (const [metric, position, ...values] of ends) {
    const last = values.map(numberIn) as unknown as Logged;
    const first = metrics.get(metric ?? '')?.first ?? last;
    metrics.set(metric ?? '', { rows: Number(position) + 1, first, last });
  }
  const rows = await target.ask(
    sql`select environment, reward, length, ended, timesteps from training_episodes_seen where run_id = ${id}`,
  );
  const episodes = new Map<string, number>();
  let timesteps = 0;
  for (const row of rows) {
    const [environment, reward, length, ended, steps] = row.map(numberIn);
    const key = episodeKey({ environment: environment ?? 0, reward: reward!, length: length!, ended: ended! });
    episodes.set(key, (episodes.get(key) ?? 0) + 1);
    timesteps = Math.max(timesteps, steps ?? 0);
  }
  return { id, metrics, episodes, episodeCount: rows.length, timesteps };
}

/** The value that a database has at a place; `null` where it has none. */
export async function knownAt(
  target: TargetInfo,
  id: string,
  metric: string,
  position: number,
): Promise<Logged | null> {
  const [row] = await target.ask(sql`
    select step, value, wall_time from training_metrics
    where run_id = ${id} and metric = ${metric} and position = ${position}`);
  return row === undefined ? null : (row.map(numberIn) as unknown as Logged);
}

export function isSame(one: Logged | null | undefined, other: Logged | null | undefined): boolean {
  return one != null && other != null && one.every((value, at) => Object.is(plain(value), plain(other[at] ?? null)));
}

/** 0 and -0 are one value to some engines. */
function plain(value: number | null): number | null {
  return value === 0 ? 0 : value;
}

function numberIn(text: string | null): number | null {
  return text === null ? null : numberOf(text);
}
