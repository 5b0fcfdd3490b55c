import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { CoverageGroup, CoverageMatrix, CoverageOverview, CoverageStrip } from '#shared/model/coverage.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type BoundCoverage, bindCoverage } from './bind-coverage.ts';
import { matrixOf, type Read } from './matrix.ts';
import { bindStrip, readStrip } from './strip.ts';

/** As many episodes as a window can show as a matrix. */
const MOST = 20_000;

/** What there should be and what there is, where the lens declares it. Fails with NOT_FOUND where not, but for the overview. */
export class CoverageBook {
  readonly #lens: BoundLens;
  readonly #bound: BoundCoverage | null;

  constructor(lens: BoundLens) {
    this.#lens = lens;
    this.#bound = bindCoverage(lens);
  }

  /** What the page of it is called; `undefined` where there is none. */
  get title(): string | undefined {
    return this.#bound?.coverage.title;
  }

  async overview(options: QueryOptions = {}): Promise<CoverageOverview | null> {
    if (this.#bound === null) return null;
    const { coverage, columns, faults, records } = this.#bound;
    const { session, episode, steps } = this.#lens;
    return {
      title: coverage.title,
      group: coverage.group?.title ?? null,
      columns: columns.map(({ title }) => title),
      words: {
        session: session!.level.word,
        episode: episode!.level.word,
        step: steps?.steps.word ?? null,
        source: this.#bound.sources ? (coverage.source?.word ?? null) : null,
        records: records.map((each) => each.records.word),
      },
      faults,
      groups: await this.#groups(this.#bound, options),
      strip: bindStrip(this.#lens)?.strip.title ?? null,
    };
  }

  /** Fails with BAD_INPUT where a group has more episodes than can be shown. */
  async matrix({ group }: { readonly group: string | null }, options: QueryOptions = {}): Promise<CoverageMatrix> {
    const bound = this.#bound;
    if (bound === null) throw new Failure('NOT_FOUND', 'The lens of this database does not say what there should be');
    const { rows } = await this.#lens.connection.rows(
      sql`${bound.rows} where ${this.#isGroup(bound, group)} ${bound.order} limit ${raw(String(MOST + 1))}`,
      options,
    );
    if (rows.length > MOST) {
      const [, many] = this.#lens.episode!.level.word;
      throw new Failure('BAD_INPUT', `There are more than 20,000 ${many} here: look at them in their list`);
    }
    return matrixOf(
      bound,
      rows.map((row) => readRow(bound, row)),
    );
  }

  /** Fails with BAD_INPUT where a group has more steps than can be shown, with NOT_FOUND where they have no such number. */
  async strip({ group }: { readonly group: string | null }, options: QueryOptions = {}): Promise<CoverageStrip> {
    const bound = this.#bound && bindStrip(this.#lens);
    if (!bound) throw new Failure('NOT_FOUND', 'The lens of this database names no number of each step');
    return readStrip(this.#lens, bound, this.#isGroup(this.#bound!, group), options);
  }

  #isGroup(bound: BoundCoverage, group: string | null): Sql {
    if (group === null) return sql`${bound.group} is null`;
    return sql`${bound.group} = ${this.#lens.dialect.text(sql`${group}`)}`;
  }

  async #groups({ rows, faults, records }: BoundCoverage, options: QueryOptions): Promise<readonly CoverageGroup[]> {
    const total = (column: string): Sql => sql`sum(${name('q', column)})`;
    const counts = [
      raw('count(distinct q.s), count(distinct q.source), count(q.e)'),
      total('steps'),
      ...faults.map((_, at) => sql`count(distinct case when ${name('q', `f${at}`)} = 1 then q.source end)`),
      ...records.map((_, at) => total(`r${at}`)),
    ];
    const { connection, dialect } = this.#lens;
    const { rows: found } = await connection.rows(
      sql`select q.g, ${join(counts)} from (${rows}) q group by q.g order by ${dialect.nullsLast(raw('q.g'), false)}`,
      options,
    );
    return found.map(([key = null, ...numbers]) => {
      const [sessions = 0, sources = 0, episodes = 0, steps = 0, ...more] = numbers.map(count);
      return {
        ...{ key: textOrNull(key), sessions, sources, episodes, steps },
        ...{ faults: more.slice(0, faults.length), records: more.slice(faults.length) },
      };
    });
  }
}

const count = (cell: Cell): number => cellNumber(cell) ?? 0;
const textOrNull = (cell: Cell): string | null => (cell === null ? null : cellToText(cell));

/** A row as {@link BoundCoverage.rows} selects it. */
function readRow({ columns, faults }: BoundCoverage, row: readonly Cell[]): Read {
  const [, session = null, label = null, episode = null, episodeLabel = null, ...rest] = row;
  const own = rest.slice(0, columns.length);
  const [state = null, ...behind] = rest.slice(columns.length);
  const [steps = null, ...records] = behind.slice(faults.length + 1);
  return {
    session: { id: cellToText(session), label: textOrNull(label) ?? cellToText(session) },
    episode: episode === null ? null : { id: cellToText(episode), label: textOrNull(episodeLabel) ?? '' },
    columns: own.map(textOrNull),
    state: textOrNull(state),
    faults: faults.flatMap((_, at) => (count(behind[at] ?? null) === 1 ? [at] : [])),
    steps: count(steps),
    records: records.map(count),
  };
}
