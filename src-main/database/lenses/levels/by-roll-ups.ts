import { cellToText } from '#shared/model/cell-text.ts';
import type { RollUps } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Page } from '#shared/model/page.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { Relation } from '../../queries/relation.ts';
import { name, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { Remembered } from '../measures/remembered.ts';
import { episodesRollUps, sessionsRollUps, type Which } from './roll-ups.ts';

/** Roll-ups of so many rows are held to sort by them. */
const MOST_ROWS = 200_000;

/** How long an order stays while its pages are asked for. */
const KEPT_MS = 600_000;

/**
 * Lists sorted and filtered by roll-ups. These are computed once for all rows of the list, when its first page is asked
 * for, and given back to the engine with each page.
 */
export class ByRollUps {
  readonly #lens: BoundLens;
  readonly #level: 'session' | 'episode';
  readonly #known = new Remembered<RollUps>(KEPT_MS, 2);

  constructor(lens: BoundLens, level: 'session' | 'episode') {
    this.#lens = lens;
    this.#level = level;
  }

  /** The list with the roll-ups that a page of it needs; a first page computes them anew. */
  ofPage(list: Relation, parent: string | undefined, request: PageRequest, options: QueryOptions): Promise<Relation> {
    return this.#with(list, parent, request, request.after === undefined && request.offset === undefined, options);
  }

  /** The same to count what passes the conditions, as far as these name roll-ups. */
  async ofCount(
    list: Relation,
    parent: string | undefined,
    request: PageRequest,
    options: QueryOptions,
  ): Promise<Relation> {
    return request.conditions.length === 0 ? list : this.#with(list, parent, request, false, options);
  }

  async #with(
    list: Relation,
    parent: string | undefined,
    { sort, conditions }: PageRequest,
    anew: boolean,
    options: QueryOptions,
  ): Promise<Relation> {
    const asked = new Set([...sort, ...conditions].map(({ column }) => column));
    for (const column of list.columns) asked.delete(column.name);
    if (asked.size === 0) return list;
    const { columns } = await this.#rollUps({ ids: [] }, options);
    const only = columns.map((column) => column.name).filter((each) => asked.has(each));
    if (only.length === 0) return list;
    const key = JSON.stringify([parent ?? null, only]);
    if (anew) this.#known.forget(key);
    return joined(
      list,
      await this.#known.get(key, () => this.#rollUps({ session: parent, only }, options)),
      this.#lens,
    );
  }

  #rollUps(which: Which, options: QueryOptions): Promise<RollUps> {
    return this.#level === 'episode'
      ? episodesRollUps(this.#lens, which, options)
      : sessionsRollUps(this.#lens, which, options);
  }
}

function joined(relation: Relation, { columns, rows }: RollUps, { dialect }: BoundLens): Relation {
  const entries = Object.entries(rows);
  if (entries.length > MOST_ROWS) {
    throw new Failure(
      'BAD_INPUT',
      `There are ${entries.length} rows, too many to sort or filter by what is computed for each. Open one session, or use another column`,
    );
  }
  const given = entries.map(([id, values]) => [
    id,
    ...values.map((value) => (value === null ? null : cellToText(value))),
  ]);
  const names = ['id', ...columns.map((_, at) => `v${at}`)];
  const id = relation.columns.find((column) => column.name === 'id')!;
  return {
    ...relation,
    from: sql`${relation.from} left join (${dialect.given(JSON.stringify(given), names)}) ${name(ROLLED)}
      on ${name(ROLLED, 'id')} = ${id.value}`,
    columns: [
      ...relation.columns,
      ...columns.map((column, at) => ({ ...column, value: dialect.castTo(name(ROLLED, `v${at}`), column) })),
    ],
    readsByKey: false,
    blocks: undefined,
  };
}

const ROLLED = 'rolled';

/** What a list shows without what was added to sort it. */
export function withoutAdded(page: Page, list: Relation, sorted: Relation): Page {
  if (list === sorted) return page;
  const added = new Set(sorted.columns.slice(list.columns.length).map((column) => column.name));
  const places = page.columns.flatMap(({ name: each }, at) => (added.has(each) ? [] : [at]));
  const pick = <T>(of: readonly T[]) => places.map((at) => of[at]!);
  return { ...page, columns: pick(page.columns), rows: page.rows.map(pick) };
}
