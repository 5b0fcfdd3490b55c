import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { runAction } from '../../client/actions.ts';
import { shortcutKeys } from '../../client/shortcuts.ts';

/** Exports what the place shows: the same as *Export…* of its menus. */
export function ExportButton({ label = 'Export…' }: { readonly label?: string }): ReactNode {
  return (
    <Tooltip label={`${label} (${shortcutKeys('Mod+E').join(' ')})`}>
      <ActionIcon aria-label={label} onClick={() => runAction('export')}>
        <IconDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
