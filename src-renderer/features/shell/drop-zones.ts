import type { DatabaseInfo } from '#shared/model/database.ts';
import type { ImportTarget } from '#shared/model/import.ts';
import { openTargets } from '../import/targets.ts';

/** A part of the window where something can be let go, and what that does. */
export interface DropZone {
  readonly id: string;
  readonly what: 'open' | 'import' | 'connect';
  readonly title: string;
  readonly text: string;
  /** For `import`: what into; asked on the page when absent. */
  readonly into?: ImportTarget;
}

/** More databases than this are chosen on the page. */
const mostTargets = 4;

/** Where files can be let go: opened in place, or imported into one of the databases that are open. */
export function fileZones(
  databases: readonly DatabaseInfo[],
  shown: string | undefined,
  served: boolean,
): readonly DropZone[] {
  const targets = openTargets(databases, shown).slice(0, mostTargets);
  const send = served
    ? 'Sent to the server and looked at first'
    : 'Looked at first; nothing is written before you say so';
  const open: DropZone = served
    ? {
        id: 'open',
        what: 'open',
        title: 'Find it on the server',
        text: 'A lens is kept, an .env file makes a connection',
      }
    : {
        id: 'open',
        what: 'open',
        title: 'Open in place',
        text: 'Read-only: databases, data files, folders; a lens to keep it, an .env file as a connection',
      };
  const into = targets.map(({ id, label }, at): DropZone => {
    const text = at === 0 ? send : '';
    return { id, what: 'import', title: `Import into ${label}`, text, into: { kind: 'database', database: id } };
  });
  const other: DropZone = {
    ...{ id: 'import', what: 'import', text: targets.length === 0 ? send : '' },
    title: targets.length === 0 ? 'Import…' : 'Import into another…',
  };
  return [open, ...into, other];
}

export const textZone: DropZone = {
  ...{ id: 'text', what: 'connect', text: '' },
  title: 'Let go to make a connection from this text',
};
