import type { ImportTarget } from '#shared/model/import.ts';
import { toPlace } from '../../client/place.ts';
import { offerPaths } from './looking.ts';
import { sendFiles } from './sending.ts';
import type { SentFile } from './sent-files.ts';

/** Sends files to the server and looks at them there. */
export async function importSent(files: readonly SentFile[], into?: ImportTarget): Promise<void> {
  if (files.length === 0) return;
  toPlace({ at: 'import' });
  const paths = await sendFiles(files);
  if (paths.length > 0) offerPaths(paths, into);
}

/** Lets a person choose files of their own computer, which are sent to the server. */
export function chooseUploads(what: 'files' | 'folder'): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = what === 'folder';
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
    void importSent(files.filter(({ path }) => !isSystems(path)));
  });
  input.click();
}

/** What file managers leave in folders. */
export function isSystems(path: string): boolean {
  return /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(path);
}
