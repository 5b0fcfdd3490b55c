import { Failure } from '#shared/model/failure.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Dialect } from '../sql/dialect.ts';
import { all, type Sql, sql } from '../sql/sql.ts';
import { at, behind, type Position } from './keyset.ts';
import type { Order, Term } from './order.ts';
import type { KeyBlocks, Relation } from './relation.ts';
import { decodeRowKey, type RowKey } from './row-key.ts';

/** One statement of a page: which rows are still to come, and in which order. */
export interface Stretch {
  readonly where: readonly Sql[];
  readonly terms: readonly Term[];
  readonly offset: number;
}

/**
 * The statements that together are the list from where it is continued: rows with a value in the first term come before
 * those without, and asking for them apart lets an index serve each.
 */
export function stretchesOf(
  dialect: Dialect,
  relation: Relation,
  order: Order,
  request: Pick<Partial<PageRequest>, 'after' | 'offset'>,
): readonly Stretch[] {
  const terms = [...order.sort, ...order.key];
  if (relation.key === null && request.after !== undefined) {
    throw new Failure('BAD_INPUT', 'Rows of this list have no key. Ask for them by their number.');
  }
  if (relation.key === null || request.offset !== undefined) {
    return [{ where: [], terms: order.natural ? [] : terms, offset: request.offset ?? 0 }];
  }
  const last = request.after === undefined ? null : positionsOf(relation, order, request.after, dialect);
  const [lead, ...rest] = terms;
  if (!lead?.nullable) {
    const where = last ? [behind(last, dialect)] : [];
    return [{ where, terms: order.natural ? [] : terms, offset: 0 }];
  }
  if (relation.computed && last === null) return [{ where: [], terms, offset: 0 }];
  const withValue = { ...lead, nullable: false };
  const present = sql`${lead.by} is not null`;
  const absent = sql`${lead.by} is null`;
  if (last && isNull(last[0]!)) {
    return [{ where: [absent, behind(last.slice(1), dialect)], terms: rest, offset: 0 }];
  }
  const passed = last ? [behind([{ ...last[0]!, term: withValue }, ...last.slice(1)], dialect)] : [];
  return [
    { where: [present, ...passed], terms: [withValue, ...rest], offset: 0 },
    { where: [absent], terms: rest, offset: 0 },
  ];
}

/** Blocks that are read and sorted at first, and how many times more each time they do not fill a page. */
const FIRST_BLOCKS = 64;
const GROWTH = 8;

/**
 * The list in the order of a key that lies in blocks: a stretch of blocks after the other, as long as they are asked for,
 * larger ones as filters leave less of them. `count` is asked when the first were not enough.
 */
export async function* blockStretches(
  dialect: Dialect,
  relation: Relation & { readonly blocks: KeyBlocks },
  order: Order,
  { after, count }: { readonly after: string | undefined; readonly count: (blocks: Sql) => Promise<number> },
): AsyncGenerator<Stretch> {
  const { blocks } = relation;
  const by = order.key[0]!.by;
  const [last] = after === undefined ? [] : positionsOf(relation, order, after, dialect);
  let first = last && 'cell' in last.at ? blocks.blockOf(last.at.cell) : 0;
  let passed = last ? behind([last], dialect) : sql`${by} >= ${blocks.start(0)}`;
  let total = Number.POSITIVE_INFINITY;
  for (let size = FIRST_BLOCKS; first < total; size *= GROWTH) {
    const next = first + size;
    yield { where: [passed, sql`${by} < ${blocks.start(next)}`], terms: order.key, offset: 0 };
    if (total === Number.POSITIVE_INFINITY) total = await count(blocks.count);
    passed = sql`${by} >= ${blocks.start(next)}`;
    first = next;
  }
}

/** The condition that finds one row by its key. */
export function rowAt(dialect: Dialect, order: Order, key: RowKey['key']): Sql {
  return at(
    order.key.map((term, index) => ({ term, at: { cell: key[index] ?? null } })),
    dialect,
  );
}

function positionsOf(relation: Relation, order: Order, after: string, dialect: Dialect): readonly Position[] {
  const { sort, key } = decodeRowKey(after, { sort: order.sort.length, key: order.key.length });
  const row = rowAt(dialect, order, key);
  const lookUp = (term: Term): Position['at'] => ({
    lookup: sql`(select ${term.by} from ${relation.from} where ${all([...relation.where, row])})`,
  });
  return [
    ...order.sort.map((term, index) => ({ term, at: sort[index] === 'cut' ? lookUp(term) : sort[index]! })),
    ...order.key.map((term, index) => ({ term, at: { cell: key[index] ?? null } })),
  ] as readonly Position[];
}

function isNull({ at: value }: Position): boolean {
  return 'cell' in value && value.cell === null;
}
