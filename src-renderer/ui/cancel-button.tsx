import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAction } from '../client/actions.ts';

interface CancelButtonProps {
  readonly size?: 'compact-xs';
  /** Whether the shortcut for what runs asks it too. */
  readonly hasShortcut?: boolean;
  cancel(): void;
}

/** Ends something that may take a moment to end, and says meanwhile that it was heard. It is gone with what it ends. */
export function CancelButton({ size, hasShortcut = false, cancel }: CancelButtonProps): ReactNode {
  const [isAsked, setIsAsked] = useState(false);
  const ask = (): void => {
    setIsAsked(true);
    cancel();
  };
  useAction('cancel', ask, { enabled: hasShortcut && !isAsked });
  return (
    <Button variant="default" {...(size === undefined ? {} : { size })} disabled={isAsked} onClick={ask}>
      {isAsked ? 'Cancelling…' : 'Cancel'}
    </Button>
  );
}
