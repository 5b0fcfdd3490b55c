import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { PartialSource } from '#shared/model/export.ts';
import type { Page } from '#shared/model/page.ts';
import type { QueryOptions } from '../drivers/driver.ts';
import type { LensSession } from '../lenses/lens-session.ts';
import { streamOf } from './paged-rows.ts';
import type { TableStream } from './table-stream.ts';

type Level = Extract<PartialSource, { kind: 'sessions' | 'episodes' }>;

/** Sessions or episodes with their facts, and behind these what is rolled up from their rows. */
export async function levelRows(lens: LensSession, source: Level, options: QueryOptions): Promise<TableStream> {
  const cell = (row: readonly Cell[], column: string) => {
    const of = { id: cellToText(row[0] ?? null), column };
    return source.kind === 'sessions' ? lens.sessionsCell(of, options) : lens.episodesCell(of, options);
  };
  const list = await streamOf(
    {
      page: async (request) => {
        const page =
          source.kind === 'sessions'
            ? await lens.sessionsPage(request, options)
            : await lens.episodesPage(source.session, request, options);
        return withRollUps(lens, source, page, options);
      },
      cell: (_key, column, row) => cell(row, column),
    },
    source,
  );
  return list;
}

async function withRollUps(lens: LensSession, { kind }: Level, page: Page, options: QueryOptions): Promise<Page> {
  const ids = page.rows.map((row) => cellToText(row[0] ?? null));
  const { columns, rows } = await (kind === 'sessions'
    ? lens.sessionsRollUps(ids, options)
    : lens.episodesRollUps(ids, options));
  const taken = new Set(page.columns.map(({ name }) => name));
  const more = columns.map((column, at) => ({ column, at })).filter(({ column }) => !taken.has(column.name));
  return {
    ...page,
    columns: [...page.columns, ...more.map(({ column }) => column)],
    rows: page.rows.map((row, index) => [...row, ...more.map(({ at }) => rows[ids[index] ?? '']?.[at] ?? null)]),
  };
}
