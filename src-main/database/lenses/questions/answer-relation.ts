import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { QuestionColumn, QuestionInfo } from '#shared/model/question.ts';
import type { Relation } from '../../queries/relation.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import { typeOfKind } from '../derived/derived-table.ts';

const ROW = 'starling row';

/**
 * The answer of a question as a list like any other: filtered, sorted and paged. Each row has its number in the question's
 * own order, which is its key.
 */
export function answerRelation(question: QuestionInfo, statement: Sql, dialect: Dialect): Relation {
  const { columns } = question;
  const row = name('a', ROW);
  const values = columns.map((column) => sql`${asKind(column, dialect)} as ${name(column.name)}`);
  const numbered = sql`row_number() over (order by ${orderOf(question, dialect)}) as ${name(ROW)}`;
  return {
    from: sql`(select ${join([...values, numbered])} from (${statement}) ${name('q')}) ${name('a')}`,
    where: [],
    columns: columns.map(({ name: column, title, kind, unit, leadsTo }) => ({
      name: column,
      title,
      kind,
      type: typeOfKind(kind, dialect.engine),
      unit: unit ?? null,
      leadsTo,
      value: name('a', column),
      ...(kind === 'text' ? { sortBy: dialect.naturalKey(name('a', column)) } : {}),
    })),
    key: [row],
    keyTypes: [{ type: 'bigint', kind: 'integer' }],
    order: [],
  };
}

/** The statement as one could run it in the SQL page, in its order. */
export function orderedStatement({ order, columns }: QuestionInfo, statement: Sql, dialect: Dialect): Sql {
  const terms = (order.length === 0 ? columns.slice(0, 1).map((column) => column.name) : order).map(termOf);
  const by = terms.map(({ column, descending }) => dialect.nullsLast(name(column), descending));
  return sql`select * from (\n${statement}\n) as answer\norder by ${join(by)}`;
}

const ordered: ReadonlySet<ColumnKind> = new Set(['integer', 'decimal', 'float', 'text', 'time', 'boolean']);

function orderOf({ order, columns }: QuestionInfo, dialect: Dialect): Sql {
  const own = order.map(termOf);
  const rest = columns
    .filter((column) => ordered.has(column.kind) && !own.some((term) => term.column === column.name))
    .map((column) => ({ column: column.name, descending: false }));
  const terms = [...own, ...rest].map(({ column, descending }) => {
    const value = name('q', column);
    const isText = columns.find((each) => each.name === column)?.kind === 'text';
    return dialect.nullsLast(isText ? dialect.naturalKey(dialect.text(value)) : value, descending);
  });
  return terms.length === 0 ? raw('1') : join(terms);
}

function termOf(term: string): { readonly column: string; readonly descending: boolean } {
  return term.startsWith('-') ? { column: term.slice(1), descending: true } : { column: term, descending: false };
}

function asKind({ name: column, kind }: QuestionColumn, dialect: Dialect): Sql {
  const value = name('q', column);
  switch (kind) {
    case 'integer':
      return sql`cast(${value} as bigint)`;
    case 'float':
      return sql`cast(${value} as double precision)`;
    case 'text':
      return dialect.text(value);
    default:
      return value;
  }
}
