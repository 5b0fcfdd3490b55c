import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from '../client/store.ts';
import { dropToast, toasts } from './toast.ts';
import classes from './toasts.module.css';

export function Toasts(): ReactNode {
  const shown = useStore(toasts);
  return (
    <div className={classes.stack} role="status" aria-live="polite">
      {shown.map(({ id, text, tone, action }) => (
        <div key={id} className={classes.toast} data-tone={tone}>
          <span>{text}</span>
          {action !== undefined && (
            <button type="button" className={classes.action} onClick={action.run}>
              {action.label}
            </button>
          )}
          <CloseButton size="xs" aria-label="Dismiss" onClick={() => dropToast(id)} />
        </div>
      ))}
    </div>
  );
}
