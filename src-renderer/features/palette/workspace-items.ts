import { useMemo } from 'react';
import { toPlace } from '../../client/place.ts';
import { countOf } from '../../format/number.ts';
import { useWorkspaces } from '../workspaces/use-workspace.ts';
import type { PaletteItem } from './rank.ts';

/** Every workspace, whichever databases are open; the databases of its series find it too. */
export function useWorkspaceItems(): readonly PaletteItem[] {
  const workspaces = useWorkspaces().data?.workspaces;
  return useMemo(
    () =>
      (workspaces ?? []).map(
        ({ id, title, series, sources }): PaletteItem => ({
          id: `workspace ${id}`,
          label: title,
          aside: ['Workspace', countOf(series, ['series', 'series']), ...sources].join(' · '),
          group: 'Places',
          run: () => toPlace({ at: 'workspace', workspace: id }),
        }),
      ),
    [workspaces],
  );
}
