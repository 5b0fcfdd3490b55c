import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../../client/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { closeDialog } from '../shell/dialog-state.ts';

export function About(): ReactNode {
  const info = useQuery(orpc.application.info.queryOptions()).data;
  return (
    <Dialog onClose={closeDialog} title="About Starling" size={420}>
      <p>A browser for experiment databases: sessions, episodes, trajectories.</p>
      {info !== undefined && (
        <p>
          Version {info.version}, {info.host === 'desktop' ? 'desktop application' : 'in a browser'} on {info.platform}
        </p>
      )}
      <p>Under the MIT licence. Databases are opened read-only.</p>
    </Dialog>
  );
}
