import { Button, Group } from '@mantine/core';
import { IconDatabasePlus, IconFileImport, IconFolderOpen, IconPlugConnected, IconSparkles } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { runAction } from '../../client/actions.ts';
import { useRecents } from '../../client/app-state.ts';
import { shortcutKeys } from '../../client/shortcuts.ts';
import { useProfiles } from '../profiles/use-profiles.ts';
import { ProfileList, RecentList } from './lists.tsx';
import { openSample } from './open.ts';
import classes from './welcome.module.css';

/** Where one begins: open something, or go on with what was open. */
export function WelcomePage(): ReactNode {
  const recents = useRecents();
  const profiles = useProfiles().data ?? [];
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        <h1 className={classes.title}>Open an experiment database</h1>
        <p className={classes.lead}>
          DuckDB and SQLite files, Parquet and CSV files or folders of them, Postgres. Drop one anywhere; it is opened
          read-only.
        </p>
        <Group gap="xs">
          <Button leftSection={<IconDatabasePlus size={15} />} onClick={() => runAction('open-file')}>
            Open file…
          </Button>
          <Button variant="default" leftSection={<IconFolderOpen size={15} />} onClick={() => runAction('open-folder')}>
            Open folder…
          </Button>
          <Button variant="default" leftSection={<IconFileImport size={15} />} onClick={() => runAction('import')}>
            Import…
          </Button>
          <Button
            variant="default"
            leftSection={<IconPlugConnected size={15} />}
            onClick={() => runAction('new-profile')}
          >
            Connect to Postgres…
          </Button>
        </Group>
        <Sample />
        {recents !== undefined && recents.length > 0 && (
          <section className={classes.section}>
            <h2>Recent</h2>
            <RecentList recents={recents} />
          </section>
        )}
        {profiles.length > 0 && (
          <section className={classes.section}>
            <h2>Postgres</h2>
            <ProfileList profiles={profiles} />
          </section>
        )}
        <p className={classes.keys}>
          <kbd>{shortcutKeys('Mod+K').join(' ')}</kbd> finds every action and every place, <kbd>?</kbd> shows the keys
        </p>
      </div>
    </div>
  );
}

function Sample(): ReactNode {
  const [busy, setBusy] = useState(false);
  const open = () => {
    setBusy(true);
    void openSample().finally(() => setBusy(false));
  };
  return (
    <div className={classes.sample}>
      <IconSparkles size={18} aria-hidden="true" />
      <div>
        <p>No data at hand?</p>
        <p className={classes.quiet}>
          A simulated flock: 3 sessions of 10 episodes, 30 birds each, 2.7 million observations
        </p>
      </div>
      <Button variant="default" loading={busy} onClick={open}>
        Open the sample
      </Button>
    </div>
  );
}
