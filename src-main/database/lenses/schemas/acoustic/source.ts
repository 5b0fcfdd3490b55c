import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import type { Dialect } from '../../../sql/dialect.ts';
import { name, raw, type Sql, sql } from '../../../sql/sql.ts';
import type { DerivedColumn } from '../../derived/derived-table.ts';

/** Column of the processing tables that says whose a row is: `study_id` in the end, a participant's at first. */
export function ownerOf(table: TableInfo): 'study_id' | 'participant_id' {
  return findColumn(table, 'study_id') === undefined ? 'participant_id' : 'study_id';
}

/** Columns of a table as they are, for a `select` from it under an alias. */
export function copied(
  table: TableInfo,
  alias: string,
  except: readonly string[] = [],
): { readonly select: readonly Sql[]; readonly columns: readonly DerivedColumn[] } {
  const kept = table.columns.filter(({ name: column }) => !except.includes(column));
  return {
    select: kept.map((column) => name(alias, column.name)),
    columns: kept.map(({ name: column, kind, type, nullable }) => ({ name: column, kind, type, nullable })),
  };
}

/** A column, or NULL of this type where the layout lacks it. */
export function columnOr(table: TableInfo, alias: string, column: string, type: 'integer' | 'varchar'): Sql {
  return findColumn(table, column) === undefined ? sql`cast(null as ${raw(type)})` : name(alias, column);
}

/** A pass as text, `1 slow`; empty for recordings that are one pass. */
export function passText(number: Sql, speed: Sql, dialect: Dialect): Sql {
  return sql`trim(coalesce(${dialect.text(number)}, '') || ' ' || coalesce(${dialect.text(speed)}, ''))`;
}
