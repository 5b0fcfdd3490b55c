import { Tooltip } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { type ActionId, actions } from '#shared/actions.ts';
import { shortcutKeys } from '../client/shortcuts.ts';

interface HintProps {
  readonly action: ActionId;
  readonly children: ReactElement;
}

/** Says what a button does and which keys do the same. */
export function Hint({ action, children }: HintProps): ReactNode {
  const found = actions.find(({ id }) => id === action);
  const keys = found?.shortcut == null ? '' : `  ${shortcutKeys(found.shortcut).join(' ')}`;
  return <Tooltip label={`${found?.label ?? ''}${keys}`}>{children}</Tooltip>;
}
