import { ActionIcon, Loader } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight, IconDatabase, IconFileImport, IconX } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import type { DatabaseInfo } from '#shared/model/database.ts';
import { addressOf, databaseOf, usePlace } from '../../client/place.ts';
import { importInto } from '../import/looking.ts';
import { canTake } from '../import/targets.ts';
import { sourceText } from '../welcome/open.ts';
import { useTabs } from './database-tabs.ts';
import { closeDatabase } from './global-actions.ts';
import classes from './sidebar.module.css';

/** An open database and, when unfolded, its tabs. The one shown is unfolded. */
export function OpenEntry({ database }: { readonly database: DatabaseInfo }): ReactNode {
  const place = usePlace();
  const here = databaseOf(place) === database.id;
  const [folded, setFolded] = useState<boolean>();
  const unfolded = (folded === undefined ? here : !folded) && database.state === 'open';
  return (
    <div>
      <div className={clsx(classes.row, here && classes.here)}>
        <ActionIcon
          size={18}
          className={clsx(classes.fold, unfolded && classes.unfolded)}
          aria-label={`${unfolded ? 'Fold' : 'Unfold'} ${database.label}`}
          aria-expanded={unfolded}
          disabled={database.state !== 'open'}
          onClick={() => setFolded(unfolded)}
        >
          <IconChevronRight size={13} />
        </ActionIcon>
        <a
          className={classes.entry}
          href={addressOf({ at: 'database', database: database.id })}
          title={sourceText(database.source)}
        >
          <StateSign database={database} />
          <span className={classes.label}>{database.label}</span>
        </a>
        {database.state === 'open' && canTake(database) && (
          <ActionIcon
            size={20}
            className={classes.hidden}
            aria-label={`Import into ${database.label}`}
            onClick={() => importInto({ kind: 'database', database: database.id })}
          >
            <IconFileImport size={13} />
          </ActionIcon>
        )}
        <ActionIcon
          size={20}
          className={classes.hidden}
          aria-label={`Close ${database.label}`}
          onClick={() => closeDatabase(database.id)}
        >
          <IconX size={13} />
        </ActionIcon>
      </div>
      {unfolded && <TabEntries database={database.id} />}
    </div>
  );
}

function StateSign({ database: { state } }: { readonly database: DatabaseInfo }): ReactNode {
  if (state === 'opening') return <Loader size={13} aria-label="Opening" />;
  if (state === 'failed' || state === 'crashed') {
    return <IconAlertTriangle size={14} className={classes.bad} aria-label="Not open" />;
  }
  return <IconDatabase size={14} aria-hidden="true" />;
}

function TabEntries({ database }: { readonly database: string }): ReactNode {
  const place = usePlace();
  return useTabs(database).map((tab) => (
    <a
      key={tab.title}
      className={clsx(classes.row, classes.tab, databaseOf(place) === database && tab.holds(place) && classes.selected)}
      href={addressOf(tab.place)}
    >
      {tab.title}
    </a>
  ));
}
