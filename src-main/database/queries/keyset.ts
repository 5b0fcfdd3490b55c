import type { Cell } from '#shared/model/cell.ts';
import type { Dialect } from '../sql/dialect.ts';
import { all, join, raw, type Sql, sql } from '../sql/sql.ts';
import { type Term, typeOfCell } from './order.ts';

/** A term and the value the last row had there: a cell, or an expression that looks it up. */
export interface Position {
  readonly term: Term;
  readonly at: { readonly cell: Cell } | { readonly lookup: Sql };
}

/**
 * The rows behind a position. Where all terms go one way and none is NULL it is one comparison of rows, which an index
 * over them serves at any depth; otherwise it is spelled out, led by a bound on the first term that an index serves.
 */
export function behind(positions: readonly Position[], dialect: Dialect): Sql {
  const [first] = positions;
  if (first === undefined) return raw('1=0');
  if (positions.length === 1) return beyond(first, dialect);
  const plain = positions.every(({ term }) => !term.nullable && term.descending === first.term.descending);
  const lead = first.term.nullable ? [] : [sql`${first.term.by} ${arrow(first.term)}= ${literalOf(first, dialect)}`];
  return all([...lead, plain ? rowBeyond(positions, dialect) : spelled(positions, dialect)]);
}

/** The rows at a position: those whose terms all equal it. */
export function at(positions: readonly Position[], dialect: Dialect): Sql {
  return all(positions.map((position) => equal(position, dialect)));
}

function rowBeyond(positions: readonly Position[], dialect: Dialect): Sql {
  const left = join(positions.map(({ term }) => term.by));
  const right = join(positions.map((position) => literalOf(position, dialect)));
  return sql`(${left}) ${arrow(positions[0]!.term)} (${right})`;
}

function spelled(positions: readonly Position[], dialect: Dialect): Sql {
  const cases = positions.map((position, index) =>
    all([...positions.slice(0, index).map((earlier) => equal(earlier, dialect)), beyond(position, dialect)]),
  );
  return join(
    cases.map((each) => sql`(${each})`),
    ' or ',
  );
}

/** Behind in one term; NULLs are last, so nothing is behind them. */
function beyond(position: Position, dialect: Dialect): Sql {
  const { term } = position;
  if (isNull(position)) return raw('1=0');
  const further = sql`${term.by} ${arrow(term)} ${literalOf(position, dialect)}`;
  return term.nullable ? sql`(${further} or ${term.by} is null)` : further;
}

function equal(position: Position, dialect: Dialect): Sql {
  const { by } = position.term;
  return isNull(position) ? sql`${by} is null` : sql`${by} = ${literalOf(position, dialect)}`;
}

function isNull({ at }: Position): boolean {
  return 'cell' in at && at.cell === null;
}

function arrow(term: Term): Sql {
  return raw(term.descending ? '<' : '>');
}

function literalOf({ term, at }: Position, dialect: Dialect): Sql {
  return 'lookup' in at ? at.lookup : dialect.literal(at.cell, term.type ?? typeOfCell(at.cell));
}
