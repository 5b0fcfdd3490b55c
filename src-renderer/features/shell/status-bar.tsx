import { Loader } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { DatabaseInfo } from '#shared/model/database.ts';
import { useDatabase } from '../../client/app-state.ts';
import { databaseOf, usePlace } from '../../client/place.ts';
import { exactTime, relativeTime } from '../../format/time.ts';
import { AlertsStatus } from '../alerts/alerts-status.tsx';
import { ImportsStatus } from '../import/imports-status.tsx';
import { LeftOutStatus } from '../lens/left-out-status.tsx';
import { LensStatus } from '../lens/lens-status.tsx';
import { ReplacedStatus } from '../lens/replaced-status.tsx';
import { JobsStatus } from './jobs-status.tsx';
import { PreparingStatus } from './preparing-status.tsx';
import { useRunning } from './running.ts';
import classes from './status-bar.module.css';

/** At the bottom: engine, safety, lens, and what is running. */
export function StatusBar(): ReactNode {
  const database = useDatabase(databaseOf(usePlace()));
  return (
    <footer className={classes.bar}>
      {database?.state === 'open' && (
        <>
          <Engine database={database} />
          <LensStatus database={database.id} />
          <ReplacedStatus database={database.id} />
          <LeftOutStatus database={database.id} />
        </>
      )}
      <span className={classes.gap} />
      {database?.state === 'open' && <PreparingStatus database={database.id} />}
      <Running />
      <AlertsStatus />
      <ImportsStatus />
      <JobsStatus />
    </footer>
  );
}

function Engine({ database: { connection } }: { readonly database: DatabaseInfo }): ReactNode {
  if (connection === null) return null;
  const Lock = connection.readOnly ? IconLock : IconLockOpen;
  const snapshot = connection.snapshotTaken === null ? undefined : new Date(connection.snapshotTaken);
  return (
    <>
      <span>{connection.engineVersion}</span>
      <span className={classes.item} title="Starling changes nothing in this database">
        <Lock size={12} aria-hidden="true" />
        {connection.readOnly ? 'read-only' : 'writable'}
      </span>
      {snapshot !== undefined && (
        <span className={classes.snapshot} title={exactTime(snapshot)}>
          snapshot taken {relativeTime(snapshot)}
        </span>
      )}
    </>
  );
}

/** What the window waits for, once it takes longer than half a second; all of it can be cancelled. */
function Running(): ReactNode {
  const { count, cancel } = useRunning();
  const [slow, setSlow] = useState(false);
  const busy = count > 0;
  useEffect(() => {
    const timer = setTimeout(() => setSlow(busy), busy ? 500 : 0);
    return () => clearTimeout(timer);
  }, [busy]);
  if (!slow || !busy) return null;
  return (
    <span className={classes.item}>
      <Loader size={12} />
      reading
      <button type="button" className={classes.button} onClick={cancel}>
        Cancel
      </button>
    </span>
  );
}
