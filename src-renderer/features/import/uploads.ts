import { say } from '../../ui/toast.ts';

/** Sends files of this computer to the server. */
export function chooseUploads(what: 'files' | 'folder'): void {
  say({ text: `Sending ${what} is not possible here` });
}
