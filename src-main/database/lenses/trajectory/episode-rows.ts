import type { QueryOptions } from '../../drivers/driver.ts';
import { all, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import { timeWithin } from './frames.ts';

/** Short looks at the rows of one episode; what is known of all of them is asked once. */
export class EpisodeRows {
  readonly id: string;
  readonly #lens: BoundLens;
  readonly #steps: BoundSteps;
  readonly #mine: Sql;
  readonly #options: QueryOptions;
  readonly #ends = new Map<'min' | 'max', Promise<number>>();
  #counted = { rows: 0, most: -1 };

  constructor(lens: BoundLens, steps: BoundSteps, id: string, options: QueryOptions) {
    this.id = id;
    this.#lens = lens;
    this.#steps = steps;
    this.#mine = idIs(steps.episode, id, lens.dialect);
    this.#options = options;
  }

  /** How many there are; of more than `most` only that there are more. */
  async count(most: number): Promise<number> {
    const { rows, most: before } = this.#counted;
    if (most <= before || rows <= before) return rows;
    const some = sql`select 1 from ${this.#steps.from} where ${this.#mine} limit ${raw(String(most + 1))}`;
    const [found] = await this.#numbers(sql`select count(*) from (${some}) s`);
    this.#counted = { rows: found!, most };
    return found!;
  }

  /** One end at a time, and of the times as they are stored, so that an index tells it. */
  end(which: 'min' | 'max'): Promise<number> {
    const known = this.#ends.get(which) ?? this.#askEnd(which);
    this.#ends.set(which, known);
    return known;
  }

  async #askEnd(which: 'min' | 'max'): Promise<number> {
    const { from, time } = this.#steps;
    const [end] = await this.#numbers(
      sql`select ${this.#double('s.t')} from (select ${raw(which)}(${time.sql}) as t from ${from} where ${this.#mine}) s`,
    );
    return end!;
  }

  /** First and last time of the first `count` rows from a time on. */
  from(time: number, count: number): Promise<readonly [number, number]> {
    return this.#stretch(timeWithin(this.#steps, time, undefined), '', count);
  }

  /** The same of the last ones until a time. */
  until(time: number, count: number): Promise<readonly [number, number]> {
    return this.#stretch(timeWithin(this.#steps, undefined, time), ' desc', count);
  }

  async #stretch(where: readonly Sql[], direction: string, count: number): Promise<readonly [number, number]> {
    const { from, time } = this.#steps;
    const some = sql`select ${time.sql} as t from ${from} where ${all([this.#mine, ...where])}
      order by ${time.sql}${raw(direction)} limit ${raw(String(count))}`;
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
