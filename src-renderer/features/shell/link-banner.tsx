import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { connection } from '../../client/client.ts';
import { useStore } from '../../client/store.ts';
import { useLater } from '../../ui/waiting.tsx';
import classes from './shell.module.css';

/** Says that the way to the main process is down, and that it is being mended. */
export function LinkBanner(): ReactNode {
  const state = useStore(connection.state, (now) => now.state);
  return state === 'lost' ? <Lost /> : null;
}

function Lost(): ReactNode {
  const long = useLater(4000);
  const hint = window.desktop === undefined && long;
  return (
    <div className={classes.banner} role="status">
      <span>
        Starling does not answer; connecting again…
        {hint && ' If it was ended, start it again and open the address it prints'}
      </span>
      <Button size="compact-xs" variant="default" onClick={connection.retry}>
        Try now
      </Button>
    </div>
  );
}
