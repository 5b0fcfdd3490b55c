import type { TableInfo } from '#shared/model/catalogue.ts';

/** Tables whose name, schema or comment holds the text, then those with such a column. */
export function foundTables(tables: readonly TableInfo[], search: string): readonly TableInfo[] {
  const text = search.trim().toLowerCase();
  if (text === '') return tables;
  const holds = (part: string | null) => part?.toLowerCase().includes(text) ?? false;
  const named = tables.filter(({ schema, name, comment }) => holds(`${schema}.${name}`) || holds(comment));
  const rest = tables.filter((table) => !named.includes(table));
  return [...named, ...rest.filter(({ columns }) => columns.some(({ name }) => holds(name)))];
}
