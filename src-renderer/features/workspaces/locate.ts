import type { Source } from '#shared/model/source.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';
import { showDialog } from '../shell/dialog-state.ts';

/** Lets a person say where a file or folder lies now. */
export function locate({ kind }: Source, take: (source: Source) => void): void {
  const what = kind === 'folder' ? 'folder' : 'file';
  if (window.desktop === undefined) {
    showDialog(what === 'folder' ? 'folders' : 'files', { take });
    return;
  }
  client.files
    .pick({ what })
    .then(([source]) => source !== undefined && take(source))
    .catch((thrown: unknown) => say({ text: failureOf(thrown).message, tone: 'bad' }));
}
