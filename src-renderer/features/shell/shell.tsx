import { type ReactNode, useEffect } from 'react';
import { useSetting } from '../../client/settings.ts';
import { Breakage } from '../../ui/breakage.tsx';
import { fetchAhead } from '../../ui/fetched.tsx';
import { Resizer } from '../../ui/resizer.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { ChartDialog } from '../export/chart-dialog.tsx';
import { ExportDialog } from '../export/export-dialog.tsx';
import { FileDialog } from '../references/file-dialog.tsx';
import { Dialogs } from './dialogs.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { useGlobalActions } from './global-actions.ts';
import { LinkBanner } from './link-banner.tsx';
import { Page } from './pages.tsx';
import classes from './shell.module.css';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopLine } from './top-line.tsx';
import { useTheme } from './use-theme.ts';

/** The window: where one is on top, what is open at the left, what runs at the bottom, and the place itself. */
export function Shell(): ReactNode {
  const [sidebar, setSidebar] = useSetting('sidebar.shown', true);
  const [width, setWidth] = useSetting('sidebar.width', 220);
  useTheme();
  useEffect(() => void fetchAhead(), []);
  useGlobalActions({ toggleSidebar: () => setSidebar(!sidebar) });
  return (
    <div className={classes.window}>
      <LinkBanner />
      <div className={classes.middle}>
        {sidebar && (
          <>
            <aside style={{ width }} className={classes.side} aria-label="Sidebar">
              <Sidebar />
            </aside>
            <Resizer
              label="Width of the sidebar"
              size={width}
              least={160}
              most={480}
              grows="before"
              onSize={setWidth}
            />
          </>
        )}
        <div className={classes.place}>
          <TopLine sidebar={sidebar} />
          <main className={classes.main}>
            <Breakage what="This place">
              <Page />
            </Breakage>
          </main>
        </div>
      </div>
      <StatusBar />
      <DropOverlay />
      <Dialogs />
      <ExportDialog />
      <ChartDialog />
      <FileDialog />
      <Toasts />
    </div>
  );
}
