import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { Fact } from '#shared/model/lens.ts';
import type { QuestionColumn } from '../../questions/question.ts';

/** A column as a record table shows it: its name, its title, its unit. */
export function shown(name: string, title: string, unit?: string): Fact {
  return { name, title, value: name, ...(unit === undefined ? {} : { unit }) };
}

export function answered(name: string, title: string, kind: ColumnKind, unit?: string): QuestionColumn {
  return { name, title, kind, ...(unit === undefined ? {} : { unit }) };
}
