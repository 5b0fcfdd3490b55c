import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';
import { showDialog } from '../shell/dialog-state.ts';
import { openSource } from './open.ts';

/** Lets a person choose a file or folder: the system's dialog on the desktop, the server's files elsewhere. */
export function pick(what: 'file' | 'folder'): void {
  if (window.desktop === undefined) {
    showDialog(what === 'file' ? 'files' : 'folders');
    return;
  }
  client.files
    .pick({ what })
    .then((sources) => Promise.all(sources.map((source) => openSource(source))))
    .catch((thrown: unknown) => say({ text: failureOf(thrown).message, tone: 'bad' }));
}
