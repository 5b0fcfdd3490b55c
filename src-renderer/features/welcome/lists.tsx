import { ActionIcon } from '@mantine/core';
import { IconDatabase, IconPencil, IconPin, IconPinFilled, IconPlugConnected, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Recent } from '#shared/model/app-event.ts';
import type { ProfileInfo } from '#shared/model/profile.ts';
import { client } from '../../client/client.ts';
import { exactTime, relativeTime } from '../../format/time.ts';
import { showDialog } from '../shell/dialog-state.ts';
import { openSource, sourceText } from './open.ts';
import classes from './welcome.module.css';

export function RecentList({ recents }: { readonly recents: readonly Recent[] }): ReactNode {
  return (
    <ul className={classes.list}>
      {recents.map((recent) => (
        <RecentRow key={recent.database.id} recent={recent} />
      ))}
    </ul>
  );
}

function RecentRow({ recent: { database, opened, pinned } }: { readonly recent: Recent }): ReactNode {
  const time = new Date(opened);
  const Pin = pinned ? IconPinFilled : IconPin;
  return (
    <li className={classes.row}>
      <button type="button" className={classes.open} onClick={() => void openSource(database.source)}>
        <IconDatabase size={15} aria-hidden="true" />
        <span className={classes.label}>{database.label}</span>
        <span className={classes.path}>{sourceText(database.source)}</span>
        <time className={classes.quiet} dateTime={opened} title={exactTime(time)}>
          {relativeTime(time)}
        </time>
      </button>
      <ActionIcon
        aria-label={pinned ? `Unpin ${database.label}` : `Pin ${database.label}`}
        className={pinned ? undefined : classes.hidden}
        onClick={() => void client.databases.pin({ database: database.id, pinned: !pinned })}
      >
        <Pin size={14} />
      </ActionIcon>
      <ActionIcon
        aria-label={`Forget ${database.label}`}
        className={classes.hidden}
        onClick={() => void client.databases.forget({ database: database.id })}
      >
        <IconX size={14} />
      </ActionIcon>
    </li>
  );
}

export function ProfileList({ profiles }: { readonly profiles: readonly ProfileInfo[] }): ReactNode {
  return (
    <ul className={classes.list}>
      {profiles.map((profile) => (
        <li key={profile.id} className={classes.row}>
          <button
            type="button"
            className={classes.open}
            onClick={() => void openSource({ kind: 'postgres', profile: profile.id })}
          >
            <IconPlugConnected size={15} aria-hidden="true" />
            <span className={classes.label}>{profile.name}</span>
            <span className={classes.path}>
              {profile.user}@{profile.host}:{profile.port}/{profile.database}
            </span>
          </button>
          <ActionIcon
            aria-label={`Change ${profile.name}`}
            className={classes.hidden}
            onClick={() => showDialog('profile', { profile: profile.id })}
          >
            <IconPencil size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
