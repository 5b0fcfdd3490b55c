import { literal } from '../../drivers/duckdb/settings.ts';
import type { AskText } from './duckdb-sift.ts';

/** A rule that rows of a table keep. */
export type DuckdbConstraint =
  | { readonly kind: 'required'; readonly column: string }
  | { readonly kind: 'check'; readonly expression: string }
  | { readonly kind: 'unique'; readonly columns: readonly string[] }
  | {
      readonly kind: 'foreign';
      readonly columns: readonly string[];
      readonly table: string;
      readonly references: readonly string[];
    };

export interface TargetColumn {
  readonly name: string;
  readonly type: string;
  /** Expression for rows that say nothing. */
  readonly byDefault: string | null;
  /** Counted by a sequence, which is not asked before the row is written. */
  readonly isCounted: boolean;
}

/** What a table asks of its rows. Unique indexes over expressions are left to the engine. */
export async function duckdbConstraints(
  ask: AskText,
  table: string,
): Promise<{ readonly columns: readonly TargetColumn[]; readonly constraints: readonly DuckdbConstraint[] }> {
  const own = `database_name = current_database() and schema_name = current_schema() and table_name = ${literal(table)}`;
  const columns = await ask(
    `select column_name, data_type, column_default from duckdb_columns() where ${own} order by column_index`,
  );
  const rules = await ask(`
    select constraint_type, expression, to_json(constraint_column_names)::varchar, referenced_table,
      to_json(referenced_column_names)::varchar from duckdb_constraints() where ${own} order by constraint_index`);
  const indexes = await ask(`select expressions from duckdb_indexes() where ${own} and is_unique and not is_primary`);
  const names = new Set(columns.map(([name]) => name));
  return {
    columns: columns.map(([name, type, byDefault]) => ({
      name: name ?? '',
      type: type ?? '',
      byDefault: byDefault ?? null,
      isCounted: byDefault?.includes('nextval') ?? false,
    })),
    constraints: [
      ...rules.flatMap((rule) => constraintOf(rule)),
      ...indexes.flatMap(([expressions]): DuckdbConstraint[] => {
        const keys = (expressions ?? '').slice(1, -1).split(', ').map(unquoted);
        return keys.every((key) => names.has(key)) ? [{ kind: 'unique', columns: keys }] : [];
      }),
    ],
  };
}

function unquoted(text: string): string {
  return text.replace(/^'?"?|"?'?$/g, '');
}

function constraintOf([kind, expression, columns, table, references]: readonly (string | null)[]): DuckdbConstraint[] {
  const names = JSON.parse(columns ?? '[]') as string[];
  switch (kind) {
    case 'NOT NULL':
      return names.map((column) => ({ kind: 'required', column }));
    case 'CHECK':
      return expression === null || expression === undefined ? [] : [{ kind: 'check', expression }];
    case 'PRIMARY KEY':
    case 'UNIQUE':
      return [{ kind: 'unique', columns: names }];
    case 'FOREIGN KEY':
      return [
        { kind: 'foreign', columns: names, table: table ?? '', references: JSON.parse(references ?? '[]') as string[] },
      ];
    default:
      return [];
  }
}
