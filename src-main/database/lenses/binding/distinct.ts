import { isDeepStrictEqual } from 'node:util';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLevel } from './bind.ts';
import { type Compiled, textOf } from './compile.ts';

/** What engines can take the least of. */
const orderable = new Set(['integer', 'decimal', 'float', 'text', 'time']);

/**
 * A level without a table of its own: one row per id found in a larger table. Label, order and facts are the least value
 * among the rows of an id; they are meant to be the same in all of them.
 */
export function distinctRows(level: BoundLevel): BoundLevel {
  if (level.level.id.every((each) => typeof each !== 'string' && 'value' in each && !('lookUp' in each)))
    return oneRow(level);
  const { place } = level;
  const { alias, dialect } = place;
  const columns: Sql[] = [];
  const add = (part: Compiled, value: Sql): Compiled => {
    const column = `c${columns.length}`;
    columns.push(sql`${value} as ${name(column)}`);
    return { ...part, sql: name(alias, column) };
  };
  const keys: { readonly of: Sql; readonly is: Compiled }[] = [];
  const known = ({ sql: of }: Compiled) => keys.find((each) => isDeepStrictEqual(each.of, of))?.is;
  const key = (part: Compiled): Compiled => {
    const is = known(part) ?? add(part, part.sql);
    keys.push({ of: part.sql, is });
    return is;
  };
  const least = (part: Compiled): Compiled => {
    // The least of what is grouped by is what it is.
    const grouped = known(part);
    if (grouped !== undefined) return { ...grouped, column: null };
    return orderable.has(part.kind)
      ? add({ ...part, column: null }, sql`min(${part.sql})`)
      : add({ sql: part.sql, type: 'text', kind: 'text', column: null }, sql`min(${textOf(part, dialect)})`);
  };

  const id = level.id.map(key);
  const parent = level.parent?.map(key) ?? null;
  // By position: an expression with parameters would not be recognised as the one that is selected.
  const grouped = columns.map((_, index) => raw(String(index + 1)));
  const rest = {
    label: least(level.label),
    order: level.order.map(({ by, ...how }) => ({ by: least(by), ...how })),
    facts: level.facts.map((fact) => ({ ...fact, value: least(fact.value) })),
  };
  const present = level.id.length === 1 ? [sql`${level.id[0]!.sql} is not null`] : [];
  const from = sql`(select ${join(columns)} from ${level.from} where ${all(present)} group by ${join(grouped)}) ${name(alias)}`;
  return { ...level, ...rest, id, parent, from };
}

/** An id that names no column: all of the table is the one row there is, which needs no look at the table. */
function oneRow(level: BoundLevel): BoundLevel {
  const { alias } = level.place;
  const constant = (part: Compiled, column: string): Compiled => ({ ...part, sql: name(alias, column) });
  const parts = [...level.id, level.label].map((part, at) => sql`${part.sql} as ${name(`c${at}`)}`);
  return {
    ...level,
    from: sql`(select ${join(parts)}) ${name(alias)}`,
    id: level.id.map((part, at) => constant(part, `c${at}`)),
    parent: null,
    label: constant(level.label, `c${level.id.length}`),
    order: [],
    facts: [],
  };
}
