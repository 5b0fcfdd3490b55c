import { cellJsonText } from '#shared/model/cell-json-text.ts';
import type { ExportFormat } from '#shared/model/export-formats.ts';
import { exporters } from '../formats.ts';
import { type ExportContext, encoded, type TableStream } from '../table-stream.ts';
import { writeCsv } from '../text-formats.ts';
import { type NamedTable, workbookOf } from '../xlsx/workbook.ts';
import { type ZipEntry, zipped } from '../zip.ts';
import { type Listed, type SessionTables, tableOfListed } from './session-tables.ts';

/** Counts the rows of a table as they pass. */
export type Counting = (rows: TableStream) => TableStream;

/**
 * A whole session as one file: a zip of CSV files and a workbook hold its facts, its episodes, the steps of each and its
 * records; JSON nests them; the other formats, which hold one table, take the steps of all episodes.
 */
export async function sessionBytes(
  session: SessionTables,
  format: ExportFormat,
  context: ExportContext,
  counting: Counting,
): Promise<AsyncIterable<Uint8Array>> {
  if (format === 'zip') return zipped(zipEntries(session, context, counting));
  if (format === 'xlsx') return workbookOf(sheets(session, counting), context);
  if (format === 'json') return encoded(nested(session, counting));
  const rows = session.hasSteps ? await session.allSteps() : tableOfListed(session.episodes);
  return exporters[format](counting(rows), context);
}

async function* tables(session: SessionTables, counting: Counting): AsyncGenerator<NamedTable & { place: string }> {
  yield { title: 'session', place: 'session', rows: tableOfListed([session.session]) };
  yield { title: 'episodes', place: 'episodes', rows: tableOfListed(session.episodes) };
  for (const { id, read } of session.records()) {
    const rows = await read();
    yield { title: id, place: `records/${fileName(id)}`, rows: counting(rows) };
  }
  if (!session.hasSteps) return;
  const digits = String(session.episodes.length).length;
  for (const [at, episode] of session.episodes.entries()) {
    const number = String(at + 1).padStart(digits, '0');
    const rows = counting(await session.steps(episode));
    yield { title: episode.label, place: `steps/${number} ${fileName(episode.label)}`, rows };
  }
}

async function* sheets(session: SessionTables, counting: Counting): AsyncGenerator<NamedTable> {
  for await (const { title, rows } of tables(session, counting)) if (rows.columns.length > 0) yield { title, rows };
}

async function* zipEntries(
  session: SessionTables,
  context: ExportContext,
  counting: Counting,
): AsyncGenerator<ZipEntry> {
  yield {
    name: 'provenance.json',
    bytes: encoded(once(`${JSON.stringify(Object.fromEntries(context.provenance), null, 2)}\n`)),
  };
  for await (const { place, rows } of tables(session, counting)) {
    yield { name: `${place}.csv`, bytes: writeCsv(rows, context) };
  }
}

/** `{"session": {…}, "episodes": [{…, "steps": [{…}]}]}`, a row a line. */
async function* nested(session: SessionTables, counting: Counting): AsyncGenerator<string> {
  yield `{"session":{${fields(session.session)}},\n"episodes":[`;
  for (const [at, episode] of session.episodes.entries()) {
    yield `${at === 0 ? '' : ','}\n{${fields(episode)}`;
    if (session.hasSteps) {
      yield `${episode.columns.length === 0 ? '' : ','}"steps":[`;
      yield* objects(counting(await session.steps(episode)));
      yield ']';
    }
    yield '}';
  }
  yield '],\n"records":{';
  for (const [at, { id, read }] of session.records().entries()) {
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(id)}:[`;
    yield* objects(counting(await read()));
    yield ']';
  }
  yield '}}\n';
}

async function* objects({ columns, batches }: TableStream): AsyncGenerator<string> {
  const names = columns.map(({ name }) => JSON.stringify(name));
  let first = true;
  for await (const batch of batches) {
    const texts = batch.map(
      (row) => `\n{${names.map((name, at) => `${name}:${cellJsonText(row[at] ?? null)}`).join(',')}}`,
    );
    if (texts.length > 0) yield `${first ? '' : ','}${texts.join(',')}`;
    first &&= texts.length === 0;
  }
}

function fields({ columns, row }: Listed): string {
  return columns.map(({ name }, at) => `${JSON.stringify(name)}:${cellJsonText(row[at] ?? null)}`).join(',');
}

/** A label as a name of a file on any system. */
function fileName(label: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it takes out
  const plain = label.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]+/g, '-').replace(/^[. ]+|[. ]+$/g, '');
  return [...plain].slice(0, 80).join('') || 'unnamed';
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
