import { ActionIcon } from '@mantine/core';
import { IconLayersIntersect, IconLayoutSidebar, IconPlus, IconSettings } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { runAction } from '../../client/actions.ts';
import { useDatabases, useRecents } from '../../client/app-state.ts';
import { addressOf, toPlace } from '../../client/place.ts';
import { Hint } from '../../ui/hint.tsx';
import { useProfiles } from '../profiles/use-profiles.ts';
import { openSource, sameSource } from '../welcome/open.ts';
import { OpenEntry } from './open-entry.tsx';
import { ProfileEntry, RecentEntry } from './side-entries.tsx';
import classes from './sidebar.module.css';

/** What is open, what was open, and which servers are known: databases, not everything inside them. */
export function Sidebar(): ReactNode {
  const databases = useDatabases() ?? [];
  const recents = useRecents() ?? [];
  const profiles = useProfiles().data ?? [];
  const shownRecents = recents.filter(({ database }) => !databases.some(({ id }) => id === database.id)).slice(0, 12);
  const shownProfiles = profiles.filter(
    ({ id }) => !databases.some(({ source }) => sameSource(source, { kind: 'postgres', profile: id })),
  );
  return (
    <div className={classes.sidebar}>
      <div className={classes.top}>
        <a className={classes.name} href={addressOf({ at: 'welcome' })}>
          Starling
        </a>
        <Hint action="toggle-sidebar">
          <ActionIcon aria-label="Hide the sidebar" onClick={() => runAction('toggle-sidebar')}>
            <IconLayoutSidebar size={16} />
          </ActionIcon>
        </Hint>
      </div>
      <nav className={classes.tree} aria-label="Databases">
        <Section title="Open" add={() => runAction('open-file')} addLabel="Open a file">
          {databases.map((database) => (
            <OpenEntry key={database.id} database={database} />
          ))}
          {databases.length === 0 && <p className={classes.none}>Nothing yet</p>}
        </Section>
        {shownRecents.length > 0 && (
          <Section title="Recent">
            {shownRecents.map((recent) => (
              <RecentEntry key={recent.database.id} recent={recent} />
            ))}
          </Section>
        )}
        <Section title="Postgres" add={() => runAction('new-profile')} addLabel="Connect to Postgres">
          {shownProfiles.map((profile) => (
            <ProfileEntry
              key={profile.id}
              profile={profile}
              open={() => void openSource({ kind: 'postgres', profile: profile.id })}
            />
          ))}
        </Section>
      </nav>
      <button type="button" className={classes.settings} onClick={() => toPlace({ at: 'workspaces' })}>
        <IconLayersIntersect size={15} aria-hidden="true" />
        Workspaces
      </button>
      <button type="button" className={classes.settings} onClick={() => toPlace({ at: 'settings' })}>
        <IconSettings size={15} aria-hidden="true" />
        Settings
      </button>
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly addLabel?: string;
  add?(): void;
}

function Section({ title, add, addLabel, children }: SectionProps): ReactNode {
  return (
    <section className={classes.section}>
      <div className={classes.heading}>
        <h2>{title}</h2>
        {add !== undefined && (
          <ActionIcon size={20} aria-label={addLabel ?? 'Add'} onClick={add}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </div>
      {children}
    </section>
  );
}
