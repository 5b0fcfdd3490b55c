import { ActionIcon } from '@mantine/core';
import { IconPencil, IconPinFilled, IconPlugConnected, IconX } from '@tabler/icons-react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Recent } from '#shared/model/app-event.ts';
import type { ProfileInfo } from '#shared/model/profile.ts';
import { client } from '../../client/client.ts';
import { addressOf } from '../../client/place.ts';
import { exactTime, relativeTime } from '../../format/time.ts';
import { sourceText } from '../welcome/open.ts';
import { showDialog } from './dialog-state.ts';
import classes from './sidebar.module.css';

export function RecentEntry({ recent }: { readonly recent: Recent }): ReactNode {
  const { database, opened, pinned } = recent;
  const time = new Date(opened);
  return (
    <div className={classes.row}>
      <a
        className={clsx(classes.entry, classes.indented)}
        href={addressOf({ at: 'database', database: database.id })}
        title={`${sourceText(database.source)}\n${relativeTime(time)} (${exactTime(time)})`}
      >
        <span className={classes.label}>{database.label}</span>
        {pinned && <IconPinFilled size={11} aria-label="Pinned" />}
      </a>
      <ActionIcon
        size={20}
        className={classes.hidden}
        aria-label={`Forget ${database.label}`}
        onClick={() => void client.databases.forget({ database: database.id })}
      >
        <IconX size={13} />
      </ActionIcon>
    </div>
  );
}

interface ProfileEntryProps {
  readonly profile: ProfileInfo;
  open(): void;
}

export function ProfileEntry({ profile, open }: ProfileEntryProps): ReactNode {
  return (
    <div className={classes.row}>
      <button
        type="button"
        className={clsx(classes.entry, classes.indented)}
        title={`${profile.user}@${profile.host}:${profile.port}/${profile.database}`}
        onClick={open}
      >
        <IconPlugConnected size={14} aria-hidden="true" />
        <span className={classes.label}>{profile.name}</span>
      </button>
      <ActionIcon
        size={20}
        className={classes.hidden}
        aria-label={`Change ${profile.name}`}
        onClick={() => showDialog('profile', { profile: profile.id })}
      >
        <IconPencil size={13} />
      </ActionIcon>
    </div>
  );
}
