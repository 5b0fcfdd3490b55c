import type { FileSetRequest, ImportCounts, ImportReport } from '#shared/model/import.ts';
import { rowsText } from '#shared/model/rows-text.ts';
import type { Prepared } from '../importer.ts';
import type { Written } from './attempt.ts';

/** What is known so far of an import of one set of files. */
export interface State {
  readonly request: FileSetRequest;
  readonly started: Date;
  importer: string;
  bytes: number;
  prepared: Prepared | null;
}

const nothing: ImportCounts = { read: 0, written: 0, rejected: 0, skipped: 0 };
const rejectsShown = 100;

/** Of an import that came to nothing, yet. */
export function reportOf({ request, started, importer, bytes, prepared }: State): ImportReport {
  return {
    id: null,
    ...{
      paths: request.paths,
      importer,
      outcome: 'failed',
      message: '',
      counts: nothing,
      tables: [],
      rejects: [],
      bytes,
    },
    leftOut: prepared?.leftOut ?? [],
    notices: prepared?.notices ?? [],
    milliseconds: Date.now() - started.getTime(),
    failure: null,
  };
}

export function importedReport(state: State, id: string, { counts, added, rejects }: Written): ImportReport {
  const { written, rejected } = counts;
  const message = `${rowsText(written)} imported${rejected > 0 ? `, ${rejected} rejected` : ''}`;
  return {
    ...reportOf(state),
    id,
    outcome: 'imported',
    message,
    counts,
    tables: tableSums(added),
    rejects: rejects.slice(0, rejectsShown),
  };
}

/** Each table once: one that the import made and then filled was noted for either. */
function tableSums(added: Written['added']): ImportReport['tables'] {
  return [...Map.groupBy(added, ({ table }) => table)].map(([name, parts]) => ({
    name,
    created: parts.some(({ created }) => created),
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
  }));
}

export function skippedReport(state: State, id: string): ImportReport {
  return { ...reportOf(state), outcome: 'skipped', message: `The same files were imported before (${id})` };
}
