import { cellToJson } from '#shared/model/cell-text.ts';
import { csvLine } from '#shared/model/csv.ts';
import type { Page } from '#shared/model/page.ts';
import type { Host } from '../../app/host.ts';
import { type Format, textTable, writeExact, writeJson, writeLine } from '../output.ts';
import { allRows, withDatabase } from '../session.ts';

interface Options extends Format {
  readonly episode: string;
  readonly limit?: number | undefined;
}

/** `starling trajectory DB --episode ID`: the rows of one episode in order. */
export function printTrajectory(host: Host, name: string, options: Options): Promise<void> {
  return withDatabase(host, { ...options, name }, async ({ client, database }) => {
    const { episode } = options;
    // Fails for an episode that does not exist; one without rows is no failure.
    await client.trajectory.header({ database, episode });
    const pages = allRows((request) => client.trajectory.rows({ database, episode, request }));
    const parts = limited(pages, options.limit ?? Number.POSITIVE_INFINITY);
    if (options.csv) return printCsv(parts);
    const all: Page[] = [];
    for await (const part of parts) all.push(part);
    const columns = all[0]?.columns ?? [];
    const rows = all.flatMap((part) => part.rows);
    if (!options.json)
      return writeLine(
        textTable(
          columns.map((column) => column.name),
          rows,
        ),
      );
    const described = columns.map(({ name: column, type }) => ({ name: column, type }));
    writeJson({ episode, columns: described, rows: rows.map((row) => row.map(cellToJson)) });
  });
}

async function* limited(pages: AsyncIterable<Page>, limit: number): AsyncGenerator<Page> {
  let left = limit;
  for await (const page of pages) {
    yield { ...page, rows: page.rows.slice(0, left) };
    left -= page.rows.length;
    if (left <= 0) return;
  }
}

async function printCsv(parts: AsyncIterable<Page>): Promise<void> {
  let first = true;
  for await (const part of parts) {
    if (first) writeExact(csvLine(part.columns.map((column) => column.name)));
    first = false;
    for (const row of part.rows) writeExact(csvLine(row));
  }
}
