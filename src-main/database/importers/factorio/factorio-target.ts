import { join, sql } from '../../sql/sql.ts';
import type { TargetInfo } from '../importer.ts';
import { type ProgramColumn, programColumns, typeOf } from './program-columns.ts';
import type { Refuses, TakenColumn } from './read-programs.ts';

/** The ids of a dump, as far as moving them is concerned. */
export interface Ids {
  readonly all: ReadonlySet<number>;
  readonly last: number;
  /** The smallest of ids and parents. */
  readonly first: number;
}

/** Columns that both the files and the target have; all of the files' where the table is still to be made. */
export function takenColumns(target: TargetInfo | null, names: ReadonlySet<string>): readonly TakenColumn[] {
  const there = target?.tables.get('programs');
  return programColumns
    .filter((name) => names.has(name) && (there === undefined || there.has(name)))
    .map((name) => ({ name, type: typeOf(name, target?.engine ?? 'duckdb', there?.get(name)) }));
}

/** Columns of the files that a table of an older generation lacks. */
export function lackedColumns(target: TargetInfo | null, names: ReadonlySet<string>): readonly ProgramColumn[] {
  const there = target?.tables.get('programs');
  return there === undefined ? [] : programColumns.filter((name) => names.has(name) && !there.has(name));
}

const atOnce = 500;

/**
 * What is added to every id and parent, so that none is there already: 0 where none is. Parents that are not in the files
 * never come to point at somebody else's program.
 */
export async function shiftOf(target: TargetInfo | null, { all, first }: Ids): Promise<number> {
  if (target === null || !target.tables.has('programs') || all.size === 0) return 0;
  const [row] = await target.ask(sql`select max(id) from programs`);
  const most = Number(row?.[0] ?? 0);
  const ids = [...all];
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = join(ids.slice(at, at + atOnce).map((id) => sql`${id}`));
    const [taken] = await target.ask(sql`select id from programs where id in (${some}) limit 1`);
    if (taken !== undefined) return most - first + 1;
  }
  return 0;
}

/** Postgres has no text with the character 0, and reads the escapes in JSON that it keeps in binary. */
export function refusalsOf(target: TargetInfo | null): Refuses {
  if (target?.engine !== 'postgres') return () => null;
  const there = target.tables.get('programs');
  return (text, column) =>
    text.includes('\0') || (there?.get(column) === 'jsonb' && text.includes('\\u0000'))
      ? 'It holds a character 0, which Postgres cannot keep'
      : null;
}
