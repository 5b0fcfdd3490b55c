import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconFileImport,
  IconLayoutSidebar,
  IconRefresh,
  IconSearch,
} from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { runAction } from '../../client/actions.ts';
import { useDatabase, useRecents } from '../../client/app-state.ts';
import { type Crumb, useTrail } from '../../client/crumbs.ts';
import { addressOf, databaseOf, type Place, useCanMove, usePlace } from '../../client/place.ts';
import { shortcutKeys } from '../../client/shortcuts.ts';
import { Hint } from '../../ui/hint.tsx';
import classes from './top-line.module.css';

/** One line: back and forward, where one is, and the search over everything. */
export function TopLine({ sidebar }: { readonly sidebar: boolean }): ReactNode {
  const can = useCanMove();
  const place = usePlace();
  return (
    <header className={classes.line}>
      {!sidebar && (
        <Hint action="toggle-sidebar">
          <ActionIcon aria-label="Show the sidebar" onClick={() => runAction('toggle-sidebar')}>
            <IconLayoutSidebar size={16} />
          </ActionIcon>
        </Hint>
      )}
      <Hint action="back">
        <ActionIcon aria-label="Back" disabled={!can.back} onClick={() => runAction('back')}>
          <IconArrowLeft size={16} />
        </ActionIcon>
      </Hint>
      <Hint action="forward">
        <ActionIcon aria-label="Forward" disabled={!can.forward} onClick={() => runAction('forward')}>
          <IconArrowRight size={16} />
        </ActionIcon>
      </Hint>
      <Trail place={place} />
      {databaseOf(place) !== undefined && (
        <Hint action="import">
          <ActionIcon aria-label="Import files" onClick={() => runAction('import')}>
            <IconFileImport size={16} />
          </ActionIcon>
        </Hint>
      )}
      {databaseOf(place) !== undefined && (
        <Hint action="reload">
          <ActionIcon aria-label="Read again" onClick={() => runAction('reload')}>
            <IconRefresh size={16} />
          </ActionIcon>
        </Hint>
      )}
      <button type="button" className={classes.search} onClick={() => runAction('palette')}>
        <IconSearch size={14} aria-hidden="true" />
        <span>Search everything</span>
        <kbd>{shortcutKeys('Mod+K').join(' ')}</kbd>
      </button>
    </header>
  );
}

function Trail({ place }: { readonly place: Place }): ReactNode {
  const id = databaseOf(place);
  const label = useLabel(id);
  const trail = useTrail();
  const first = id === undefined ? topOf(place) : { label, place: { at: 'database', database: id } as const };
  const steps = [first, ...trail];
  useTitle(steps);
  return (
    <nav className={classes.trail} aria-label="Where you are">
      <ol>
        {steps.map(({ label, place: target }, at) => (
          <li key={`${label}-${target.at}`}>
            <Tooltip label={label} disabled={label === null || label.length < 28}>
              <a
                href={addressOf(target)}
                aria-current={at === steps.length - 1 ? 'page' : undefined}
                aria-label={label === null ? 'Being read' : undefined}
                className={classes.crumb}
              >
                {label ?? <span className={classes.unread} />}
              </a>
            </Tooltip>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Of a database; `null` until it is known, its id where nothing is remembered of it. */
function useLabel(id: string | undefined): string | null {
  const open = useDatabase(id);
  const recents = useRecents();
  if (open !== undefined || id === undefined) return open?.label ?? null;
  return recents === undefined ? null : (recents.find(({ database }) => database.id === id)?.database.label ?? id);
}

/** The window is called after its place, the nearest part first. */
function useTitle(steps: readonly Crumb[]): void {
  const title = [...steps.flatMap(({ label }) => label ?? []).toReversed(), 'Starling'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function topOf(place: Place): { label: string; place: Place } {
  if (place.at === 'jobs' || place.at === 'job') return { label: 'Imports', place: { at: 'jobs' } };
  if (place.at === 'workspaces' || place.at === 'workspace')
    return { label: 'Workspaces', place: { at: 'workspaces' } };
  return { label: place.at === 'settings' ? 'Settings' : place.at === 'import' ? 'Import' : 'Welcome', place };
}
