import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ErrorData } from '#shared/model/failure.ts';
import { copyToClipboard } from './copy-text.ts';
import classes from './states.module.css';

interface FailureViewProps {
  readonly failure: ErrorData;
  again?(): void;
  /** Shows the engine's words at once, where they are what a person needs. */
  readonly detailed?: boolean;
  /** What else can be done, most useful first. */
  readonly children?: ReactNode;
}

/** Something failed: a sentence in its place, what can be done, and the engine's own words on request. */
export function FailureView({ failure, again, detailed = false, children }: FailureViewProps): ReactNode {
  const [open, setOpen] = useState(detailed);
  const details = detailsOf(failure);
  return (
    <div className={classes.failure} role="alert">
      <IconAlertTriangle size={20} className={classes.sign} aria-hidden="true" />
      <p className={classes.sentence}>{failure.message}</p>
      <Group gap="xs" justify="center">
        {children}
        {again !== undefined && (
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={again}>
            Retry
          </Button>
        )}
        {details !== '' && (
          <Button variant="subtle" color="gray" onClick={() => setOpen(!open)} aria-expanded={open}>
            Details
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconCopy size={14} />}
          onClick={() =>
            copyToClipboard([failure.message, details].filter((part) => part !== '').join('\n\n'), 'the message')
          }
        >
          Copy
        </Button>
      </Group>
      {open && <pre className={classes.details}>{details}</pre>}
    </div>
  );
}

function detailsOf({ code, detail, sql, holder }: ErrorData): string {
  const parts = [detail, holder === undefined ? undefined : `Held by: ${holder}`, sql];
  const words = parts.filter((part) => part !== undefined && part !== '').join('\n\n');
  return words === '' ? '' : `${words}\n\n(${code})`;
}
