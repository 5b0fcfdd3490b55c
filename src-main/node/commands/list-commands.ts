import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { csvLine } from '#shared/model/csv.ts';
import type { RollUps } from '#shared/model/experiment.ts';
import type { Page } from '#shared/model/page.ts';
import type { Host } from '../../app/host.ts';
import { type Format, rowObject, textTable, writeExact, writeJson, writeLine } from '../output.ts';
import { allRows, type Session, withDatabase } from '../session.ts';

/** `starling sessions DB`: every session with its facts and roll-ups. */
export function printSessions(host: Host, name: string, format: Format): Promise<void> {
  return withDatabase(host, { ...format, name }, async ({ client, database }) => {
    const pages = allRows((request) => client.sessions.page({ database, request }));
    await printLevel(pages, (ids) => client.sessions.rollUps({ database, ids }), format);
  });
}

/** `starling episodes DB [--session ID]`: every episode with its facts and roll-ups. */
export function printEpisodes(
  host: Host,
  name: string,
  format: Format & { session?: string | undefined },
): Promise<void> {
  return withDatabase(host, { ...format, name }, async ({ client, database }) => {
    const session = format.session === undefined ? {} : { session: format.session };
    const pages = allRows((request) => client.episodes.page({ database, ...session, request }));
    await printLevel(pages, (ids) => client.episodes.rollUps({ database, ids }), format);
  });
}

/** `starling measures DB`. */
export function printMeasures(host: Host, name: string, format: Format): Promise<void> {
  return withDatabase(host, { ...format, name }, async ({ client, database }: Session) => {
    const measures = await client.measures.list({ database });
    if (format.json)
      return writeJson(measures.map(({ id, title, unit, level, partOf }) => ({ id, title, unit, level, partOf })));
    const rows = measures.map(({ id, title, unit, level }) => [id, title, unit, level]);
    writeLine(textTable(['measure', 'title', 'unit', 'level'], rows));
  });
}

async function printLevel(
  pages: AsyncIterable<Page>,
  ask: (ids: string[]) => Promise<RollUps>,
  format: Format,
): Promise<void> {
  const objects: Record<string, unknown>[] = [];
  const lines: Cell[][] = [];
  let titles: string[] = [];
  for await (const page of pages) {
    const at = page.columns.findIndex((column) => column.name === 'id');
    const ids = page.rows.map((row) => cellToText(row[at] ?? null));
    const rollUps = await ask(ids);
    titles = [...page.columns, ...rollUps.columns].map((column) => column.name);
    page.rows.forEach((row, index) => {
      const values = rollUps.rows[ids[index] ?? ''] ?? rollUps.columns.map(() => null);
      objects.push({ ...rowObject(page.columns, row), ...rowObject(rollUps.columns, values) });
      lines.push([...row, ...values]);
    });
  }
  if (format.json) return writeJson(objects);
  if (format.csv) return writeExact([titles, ...lines].map(csvLine).join('\n'));
  writeLine(
    textTable(
      titles,
      lines.map((line) => line.map((cell) => (typeof cell === 'object' ? cellToText(cell) : cell))),
    ),
  );
}
