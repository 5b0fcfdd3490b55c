import type { ImportTarget } from '#shared/model/import.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { toPlace } from '../../client/place.ts';
import { say } from '../../ui/toast.ts';
import { showDialog } from '../shell/dialog-state.ts';
import { offerPaths } from './looking.ts';

/** Lets a person choose files to import: the system's dialog on the desktop, the server's files elsewhere. */
export function chooseFiles(): void {
  choose('file');
}

export function chooseFolder(): void {
  choose('folder');
}

function choose(what: 'file' | 'folder'): void {
  if (window.desktop === undefined) {
    showDialog('import-files');
    return;
  }
  client.files
    .pick({ what, why: 'import' })
    .then((sources) => {
      const paths = sources.flatMap((source) => (source.kind === 'postgres' ? [] : [source.path]));
      if (paths.length > 0) importPaths(paths);
    })
    .catch((thrown: unknown) => say({ text: failureOf(thrown).message, tone: 'bad' }));
}

/** Looks at files on the import page. */
export function importPaths(paths: readonly string[], into?: ImportTarget): void {
  offerPaths(paths, into);
  toPlace({ at: 'import' });
}
