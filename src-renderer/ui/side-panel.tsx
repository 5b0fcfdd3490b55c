import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSetting } from '../client/settings.ts';
import { Resizer } from './resizer.tsx';
import classes from './side-panel.module.css';

interface SidePanelProps {
  /** Name under which the width is remembered. */
  readonly remember: string;
  /** What stands at the side, if anything. */
  readonly panel: ReactNode;
  readonly children: ReactNode;
}

/** A page with something at its right side whose width is remembered. */
export function SidePanel({ remember, panel, children }: SidePanelProps): ReactNode {
  const [width, setWidth] = useSetting(`panel.${remember}`, 360);
  const shown = panel !== false && panel !== null && panel !== undefined;
  return (
    <div className={classes.both}>
      <div className={classes.page}>{children}</div>
      {shown && (
        <>
          <Resizer label="Width of the panel" size={width} least={220} most={900} grows="after" onSize={setWidth} />
          <aside className={classes.panel} style={{ width }}>
            {panel}
          </aside>
        </>
      )}
    </div>
  );
}

interface PanelHeadProps {
  readonly title: string;
  readonly aside?: string;
  close(): void;
}

export function PanelHead({ title, aside, close }: PanelHeadProps): ReactNode {
  return (
    <header className={classes.head}>
      <h2>{title}</h2>
      {aside !== undefined && <span className={classes.aside}>{aside}</span>}
      <CloseButton size="sm" aria-label="Close the panel" onClick={close} />
    </header>
  );
}
