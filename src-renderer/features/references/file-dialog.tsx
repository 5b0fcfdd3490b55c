import type { ReactNode } from 'react';
import { fileAsked } from '../../client/file-asked.ts';
import { useStore } from '../../client/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fetched } from '../../ui/fetched.tsx';

// Comes when it is first asked for, so that the window is there sooner.
const FileFacts = fetched(async () => (await import('./file-facts.tsx')).FileFacts);

/** What there is to know of a file that a database names, without loading it. */
export function FileDialog(): ReactNode {
  const file = useStore(fileAsked);
  if (file === undefined) return null;
  return (
    <Dialog onClose={() => fileAsked.set(undefined)} title="A file that the database names" size={620}>
      <FileFacts file={file} />
    </Dialog>
  );
}
