import { Button, VisuallyHidden } from '@mantine/core';
import { clsx } from 'clsx';
import { type ReactNode, useEffect, useRef } from 'react';
import { useDatabase, useDatabases, useRecents } from '../../client/app-state.ts';
import { useTrail } from '../../client/crumbs.ts';
import { leadOn } from '../../client/lead-on.ts';
import { addressOf, type DatabasePlace, usePlace } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { Breakage } from '../../ui/breakage.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { MarkControl } from '../marks/mark-control.tsx';
import { SurpriseStrip } from '../surprises/surprise-strip.tsx';
import { reopen } from '../welcome/open.ts';
import { pick } from '../welcome/pick.ts';
import classes from './database-frame.module.css';
import { tabsOf, useTabs } from './database-tabs.ts';
import { NotOpen } from './not-open.tsx';

interface FrameProps {
  readonly place: DatabasePlace;
  readonly children: ReactNode;
}

/** Around every place of a database: its tabs when it is open, otherwise why it is not and what to do. */
export function DatabaseFrame({ place, children }: FrameProps): ReactNode {
  const known = useDatabases() !== undefined;
  const database = useDatabase(place.database);
  if (database === undefined || database.state === 'closed') {
    return known ? <Remembered id={place.database} /> : <Waiting />;
  }
  if (database.state === 'opening') return <Opening label={database.label} />;
  if (database.state !== 'open') return <NotOpen database={database} />;
  return (
    <>
      <Notices notices={database.connection?.notices ?? []} />
      <Heading database={database.label} />
      <div className={classes.line}>
        <Tabs database={database.id} />
        {(place.at === 'sessions' || place.at === 'episodes') && <SurpriseStrip database={database.id} />}
        <MarkControl database={{ id: database.id, label: database.label }} />
      </div>
      <Breakage key={place.at} what="This page">
        {place.at === 'database' ? <Beginning database={database.id} /> : children}
      </Breakage>
    </>
  );
}

/** What the line on top says to the eye, as the page's heading. */
function Heading({ database }: { readonly database: string }): ReactNode {
  const here = useTrail().at(-1)?.label;
  return <VisuallyHidden component="h1">{here == null ? database : `${here} · ${database}`}</VisuallyHidden>;
}

/** A link to a database that is not open: opened again when it is remembered. */
function Remembered({ id }: { readonly id: string }): ReactNode {
  const recents = useRecents();
  const recent = recents?.find(({ database }) => database.id === id);
  const tried = useRef(false);
  useEffect(() => {
    if (recent === undefined || tried.current) return;
    tried.current = true;
    void reopen(id);
  }, [recent, id]);
  if (recents === undefined) return <Waiting />;
  if (recent !== undefined) return <Opening label={recent.database.label} />;
  return (
    <Empty
      title="Starling does not remember this database"
      text="The address points to a database that was not opened here before. Open its file to go on."
    >
      <Button onClick={() => pick('file')}>Open file…</Button>
    </Empty>
  );
}

function Opening({ label }: { readonly label: string }): ReactNode {
  return (
    <div className={classes.opening}>
      <Waiting />
      <Empty title={`Opening ${label}…`} />
    </div>
  );
}

function Notices({ notices }: { readonly notices: readonly string[] }): ReactNode {
  return notices.map((notice) => (
    <p key={notice} className={classes.notice}>
      {notice}
    </p>
  ));
}

function Tabs({ database }: { readonly database: string }): ReactNode {
  const place = usePlace();
  return (
    <nav className={classes.tabs} aria-label="Parts of the database">
      {useTabs(database).map((tab) => {
        const here = tab.holds(place);
        return (
          <a
            key={tab.title}
            className={clsx(classes.tab, here && classes.here)}
            href={addressOf(tab.place)}
            aria-current={here ? 'page' : undefined}
          >
            {tab.title}
          </a>
        );
      })}
    </nav>
  );
}

/** Goes where the lens recommends to begin; without a lens that fits, to the tables. */
function Beginning({ database }: { readonly database: string }): ReactNode {
  const lens = useLens(database);
  // After an import another lens may fit than the one known so far.
  const target = lens.waiting || lens.asking ? undefined : tabsOf(database, lens.data)[0]?.place;
  useEffect(() => {
    if (target !== undefined) leadOn({ at: 'database', database }, target);
  });
  if (lens.failure !== undefined) return <FailureView failure={lens.failure} again={lens.again} />;
  return <Waiting skeleton />;
}
