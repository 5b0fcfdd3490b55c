import type { AnswerColumn } from '#shared/model/page.ts';
import type { SqliteColumn, SqliteValue } from './handle.ts';
import { kindOf, typeOfValue } from './values.ts';

/**
 * Columns of an answer. Types are the declared ones; where nothing is declared (expressions, columns without a type),
 * those of the first row. Names are made unique as SQLite itself does: `x`, `x:1`.
 */
export function answerColumns(
  declared: readonly SqliteColumn[],
  firstRow: readonly SqliteValue[] | undefined,
): readonly AnswerColumn[] {
  const taken = new Set<string>();
  return declared.map((column, at) => {
    let name = column.name;
    for (let copy = 1; taken.has(name); copy++) name = `${column.name}:${copy}`;
    taken.add(name);
    const type = column.type ?? '';
    const known = type === '' ? typeOfValue(firstRow?.[at] ?? null) : { type, kind: kindOf(type) };
    return { name, title: name, ...known, unit: null };
  });
}
