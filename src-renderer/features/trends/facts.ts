import { unitText } from '#shared/chart/unit.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { AnswerColumn, Page } from '#shared/model/page.ts';

/** What the lists say of sessions or episodes, as text. */
export interface Facts {
  readonly columns: readonly Pick<AnswerColumn, 'name' | 'title'>[];
  /** By id of the session or episode, then by name of the column. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const NO_FACTS: Facts = { columns: [], values: new Map() };

/** Those facts that tell the listed sessions or episodes apart: with more than one value, and fewer values than rows. */
export function factsOf({ columns, rows }: Page): Facts {
  const at = columns.findIndex(({ name }) => name === 'id');
  const told = columns.flatMap((column, index) => {
    if (['id', 'label', 'session'].includes(column.name)) return [];
    const values = new Set(rows.map((row) => textOf(row[index])));
    return values.size > 1 && values.size < Math.max(rows.length, 3) ? [{ column, index }] : [];
  });
  return {
    columns: told.map(({ column: { name, title, unit } }) => ({
      name,
      title: unit === null ? title : `${title} (${unitText(unit)})`,
    })),
    values: new Map(
      rows.map((row) => [
        textOf(row[at]),
        new Map(told.map(({ column, index }) => [column.name, textOf(row[index])] as const)),
      ]),
    ),
  };
}

/** What a fact says of a session or episode. */
export function factOf({ values }: Facts, id: string, name: string): string {
  return values.get(id)?.get(name) ?? NOTHING;
}

const NOTHING = '—';

function textOf(cell: Page['rows'][number][number] | undefined): string {
  return cell === null || cell === undefined ? NOTHING : cellToText(cell);
}
