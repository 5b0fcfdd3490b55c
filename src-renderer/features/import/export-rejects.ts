import { csvLine } from '#shared/model/csv.ts';
import type { ImportTarget, Reject } from '#shared/model/import.ts';
import { client } from '../../client/client.ts';
import { giveFile } from '../../ui/give-file.ts';
import { chunk, rejectColumns } from './reject-source.ts';

interface Source {
  readonly into: ImportTarget;
  readonly id: string | null;
  readonly known: readonly Reject[];
}

/** Gives all rejected rows out as a file. */
export async function saveRejects(source: Source, name: string, format: 'csv' | 'json'): Promise<void> {
  const parts: string[] = [];
  let written = 0;
  for await (const rejects of chunksOf(source)) {
    for (const reject of rejects) parts.push(format === 'csv' ? rejectLine(reject) : jsonLine(reject, written++ === 0));
  }
  const text = format === 'csv' ? [csvHead, ...parts] : ['[\n', ...parts, '\n]\n'];
  giveFile(text, format === 'csv' ? 'text/csv' : 'application/json', name, `.${format}`);
}

async function* chunksOf({ into, id, known }: Source): AsyncGenerator<readonly Reject[]> {
  if (id === null) return yield known;
  for (let after = 0; ; after += chunk) {
    const some = await client.imports.rejects({ into, id, after });
    yield some;
    if (some.length < chunk) return;
  }
}

const csvHead = `${csvLine(rejectColumns.map(({ name }) => name))}\r\n`;

export function rejectLine({ file, line, column, reason, raw }: Reject): string {
  return `${csvLine([file, line, column, reason, raw])}\r\n`;
}

function jsonLine(reject: Reject, first: boolean): string {
  return `${first ? '' : ',\n'}${JSON.stringify(reject)}`;
}
