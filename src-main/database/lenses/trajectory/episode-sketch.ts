import type { QueryOptions } from '../../drivers/driver.ts';
import { all, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import { type EpisodeExtent, readAgents } from './episode-extent.ts';
import { timeWithin } from './frames.ts';
import { readStep } from './read-step.ts';

/** With more rows than so many, an episode is shown before all of them have been looked at. */
const LONG = 1_000_000;

/** About so many rows are looked at in each of three places. */
const STRETCH = 10_000;

/**
 * What the beginning, the middle and the end of a long episode tell: who is there by then, and between what they move. First
 * and last times are those of all rows, their number is estimated. `undefined` for an episode that is soon read whole.
 */
export async function sketchExtent(
  lens: BoundLens,
  steps: BoundSteps,
  id: string,
  options: QueryOptions,
): Promise<EpisodeExtent | undefined> {
  const rowsOf = new Rows(lens, steps, id, options);
  if (!(await rowsOf.areMoreThan(LONG))) return undefined;
  const [first, last] = [await rowsOf.end('min'), await rowsOf.end('max')];
  const stretches = [await rowsOf.from(first), await rowsOf.from((first + last) / 2), await rowsOf.until(last)];
  const width = stretches.reduce((sum, [from, to]) => sum + to - from, 0);
  if (!Number.isFinite(last - first + width)) return undefined;
  const parts = stretches.map(([from, to]) => timeWithin(steps, from, to));
  const { agents, rows, bounds, ends } = await readAgents(lens, steps, id, parts, options);
  const about = width > 0 ? (rows * (last - first)) / width : LONG;
  const pace = Number.POSITIVE_INFINITY;
  const time = await readStep(lens, steps, id, { first, last, rows: about, pace, ends }, options);
  const frames = (span: number, count: number) => span / time.step + count;
  return {
    agents,
    rows: Math.round((rows * frames(last - first, 1)) / frames(width, stretches.length)),
    time: { first, last, ...time },
    bounds,
  };
}

/** Short looks at the rows of one episode. */
class Rows {
  readonly #lens: BoundLens;
  readonly #steps: BoundSteps;
  readonly #mine: Sql;
  readonly #options: QueryOptions;

  constructor(lens: BoundLens, steps: BoundSteps, id: string, options: QueryOptions) {
    this.#lens = lens;
    this.#steps = steps;
    this.#mine = idIs(steps.episode, id, lens.dialect);
    this.#options = options;
  }

  async areMoreThan(count: number): Promise<boolean> {
    const some = sql`select 1 from ${this.#steps.from} where ${this.#mine} limit ${raw(String(count + 1))}`;
    const [found] = await this.#numbers(sql`select count(*) from (${some}) s`);
    return found! > count;
  }

  /** One end at a time, and of the times as they are stored, so that an index tells it. */
  async end(which: 'min' | 'max'): Promise<number> {
    const { from, time } = this.#steps;
    const [end] = await this.#numbers(
      sql`select ${this.#double('s.t')} from (select ${raw(which)}(${time.sql}) as t from ${from} where ${this.#mine}) s`,
    );
    return end!;
  }

  /** First and last time of the first rows from a time on. */
  from(time: number): Promise<readonly [number, number]> {
    return this.#stretch(timeWithin(this.#steps, time, undefined), '');
  }

  /** The same of the last rows until a time. */
  until(time: number): Promise<readonly [number, number]> {
    return this.#stretch(timeWithin(this.#steps, undefined, time), ' desc');
  }

  async #stretch(where: readonly Sql[], direction: string): Promise<readonly [number, number]> {
    const { from, time } = this.#steps;
    const some = sql`select ${time.sql} as t from ${from} where ${all([this.#mine, ...where])}
      order by ${time.sql}${raw(direction)} limit ${raw(String(STRETCH))}`;
    const t = this.#double('s.t');
    const [low, high] = await this.#numbers(sql`select min(${t}), max(${t}) from (${some}) s`);
    return [low!, high!];
  }

  #double(column: string): Sql {
    return doubleOf({ ...this.#steps.time, sql: raw(column), column: null }, this.#lens.dialect);
  }

  /** The numbers of a single row. */
  async #numbers(query: Sql): Promise<readonly number[]> {
    const columns = await this.#lens.connection.numbers(query, this.#options);
    return columns.map((column) => column[0] ?? Number.NaN);
  }
}
