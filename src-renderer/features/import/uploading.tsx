import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from '../../client/store.ts';
import { countOf, formatBytes, formatCount } from '../../format/number.ts';
import { Bar } from './bar.tsx';
import classes from './import-page.module.css';
import { dropSending, type Sending, sendings } from './sending.ts';

/** Files on their way to the server, each sending with its size and *Cancel*. */
export function Uploading(): ReactNode {
  return useStore(sendings).map((sending) =>
    sending.failure === undefined ? (
      <OnTheWay key={sending.id} sending={sending} />
    ) : (
      <div key={sending.id} className={classes.failed} role="alert">
        <IconAlertTriangle size={16} aria-hidden="true" />
        <span>{sending.failure}. Nothing was kept of what was sent.</span>
        <CloseButton size="sm" aria-label="Put this away" onClick={() => dropSending(sending.id)} />
      </div>
    ),
  );
}

function OnTheWay({ sending: { id, files, bytes, sent, done } }: { readonly sending: Sending }): ReactNode {
  const what = files === 1 ? 'Sending 1 file' : `Sending ${formatCount(done)} of ${countOf(files, ['file', 'files'])}`;
  return (
    <div className={classes.sending}>
      <span>
        {what} to the server{bytes > 0 && ` · ${formatBytes(Math.min(sent, bytes))} of ${formatBytes(bytes)}`}
      </span>
      <Bar share={bytes === 0 ? null : Math.min(1, sent / bytes)} label="Sending files" />
      <Button variant="default" onClick={() => dropSending(id)}>
        Cancel
      </Button>
    </div>
  );
}
