import type { Reject } from '#shared/model/import.ts';
import type { OfferedFile } from '../offer.ts';
import { fileRows } from '../tabular/csv/file-rows.ts';
import type { TrackSource } from './track-source.ts';

const dialect = { delimiter: ',', quote: '"', escaping: '"' } as const;
const longestRaw = 1000;

/** Where a row begins, and how it reads. */
interface RowLine {
  readonly line: number;
  readonly raw: string;
}

/**
 * Rejects whose `line` is the number of the row in its file, with the line at which it begins and its text instead; rows of
 * files that are no text stay as they are.
 */
export async function inLines(rejects: readonly Reject[], sources: readonly TrackSource[]): Promise<readonly Reject[]> {
  const lines = new Map<string, ReadonlyMap<number, RowLine>>();
  for (const [name, some] of Map.groupBy(rejects, ({ file }) => file)) {
    const source = sources.find(({ file }) => file.name === name);
    const header = source?.header === undefined ? 1 : source.header;
    if (source === undefined || header === null) continue;
    lines.set(name, await rowLines(source.file, header, new Set(some.map(({ line }) => line ?? 0))));
  }
  return rejects.map((reject) => {
    const of = lines.get(reject.file);
    return of === undefined ? reject : { ...reject, line: null, ...of.get(reject.line ?? 0) };
  });
}

/** Some rows that the engine has numbered from 1 behind `header` rows. It passes over empty lines, except where a row is one text. */
async function rowLines(
  file: OfferedFile,
  header: number,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, RowLine>> {
  const last = [...wanted].reduce((most, row) => Math.max(most, row), 0);
  const filled = new Map<number, RowLine>();
  const every = new Map<number, RowLine>();
  let [all, full] = [-header, -header];
  for await (const { line, raw } of fileRows(file, dialect)) {
    all += 1;
    if (wanted.has(all)) every.set(all, { line, raw: begun(raw) });
    if (raw.trim() === '') continue;
    full += 1;
    if (wanted.has(full)) filled.set(full, { line, raw: begun(raw) });
  }
  return full >= last ? filled : every;
}

/** A text of its own: a part of the file's would keep all of that in memory. */
function begun(raw: string): string {
  return Buffer.from(raw.slice(0, longestRaw)).toString();
}
