import { type Catalogue, findColumn, findTable } from './catalogue.ts';
import type { Expression } from './expression.ts';
import type { Evidence, Lens } from './lens.ts';

/**
 * What a drawn lens needs of a database: the tables it maps, and the columns that its levels, order, agents and positions
 * are made of. Facts and measures may be missing elsewhere, so they are no evidence. Only what the database at hand has.
 */
export function evidenceOf(lens: Lens, catalogue: Catalogue): Evidence[] {
  const found = new Map<string, Set<string>>();
  const add = (table: string, schema: string | undefined, expressions: readonly (Expression | undefined)[]) => {
    const info = findTable(catalogue, table, schema);
    if (info === undefined) return;
    const columns = found.get(table) ?? new Set<string>();
    found.set(table, columns);
    for (const column of expressions.flatMap((each) => (each === undefined ? [] : columnsOf(each))))
      if (findColumn(info, column) !== undefined) columns.add(column);
  };
  for (const level of [lens.session, lens.episode])
    if (level) add(level.table, level.schema, [...level.id, ...(level.parent ?? []), level.label]);
  const { steps } = lens;
  if (steps) {
    const { x, y, z } = steps.position ?? {};
    add(steps.table, steps.schema, [...steps.episode, steps.time.by, steps.agent, steps.agentType, x, y, z]);
  }
  return [...found].map(([table, columns]) => ({ table, columns: [...columns], keyed: [], absent: false }));
}

/** The columns of its own table that an expression reads. */
export function columnsOf(expression: Expression): readonly string[] {
  if (typeof expression === 'string') return [expression];
  if ('lookUp' in expression) return Object.values(expression.where).flatMap(columnsOf);
  if ('choose' in expression)
    return [expression.choose, ...(expression.otherwise === undefined ? [] : [expression.otherwise])].flatMap(
      columnsOf,
    );
  if ('json' in expression) return [expression.json];
  return 'call' in expression ? expression.of.flatMap(columnsOf) : [];
}
