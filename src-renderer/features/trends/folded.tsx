import { Button, MantineThemeProvider, Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './folded.module.css';

/** Controls that come when they are asked for; those that are not as usual are counted. */
export function Folded({ changed, children }: { readonly changed: number; readonly children: ReactNode }): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <Button
          variant={changed === 0 ? 'default' : 'light'}
          size="compact-sm"
          leftSection={<IconAdjustmentsHorizontal size={13} />}
          onClick={() => setOpened(!opened)}
        >
          {changed === 0 ? 'Look…' : `Look (${changed})…`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.folded}>
        <MantineThemeProvider theme={insideDropdown}>{children}</MantineThemeProvider>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A list that opens elsewhere would be a click outside. */
const insideDropdown = { components: { Combobox: { defaultProps: { withinPortal: false } } } };
