import { Button, PasswordInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { DatabaseInfo } from '#shared/model/database.ts';
import type { ErrorData } from '#shared/model/failure.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { reopen } from '../welcome/open.ts';
import classes from './database-frame.module.css';
import { showDialog } from './dialog-state.ts';
import { closeDatabase } from './global-actions.ts';

/** Why a database is not open, and the way that its failure leaves. */
export function NotOpen({ database }: { readonly database: DatabaseInfo }): ReactNode {
  const failure = database.failure ?? unknown(database);
  const { code } = failure;
  const needsKey = code === 'KEY_NEEDED' || code === 'KEY_WRONG';
  return (
    <FailureView failure={failure}>
      {needsKey && <KeyForm database={database.id} />}
      {code === 'FILE_LOCKED' && (
        <Button onClick={() => void reopen(database.id, { snapshot: true })}>Open a snapshot</Button>
      )}
      {database.source.kind === 'postgres' && <ChangeProfile profile={database.source.profile} />}
      {!needsKey && (
        <Button
          variant={code === 'FILE_LOCKED' ? 'default' : 'filled'}
          leftSection={<IconRefresh size={14} />}
          onClick={() => void reopen(database.id)}
        >
          {database.state === 'crashed' ? 'Reopen' : 'Try again'}
        </Button>
      )}
      <Button variant="default" onClick={() => closeDatabase(database.id)}>
        Close
      </Button>
    </FailureView>
  );
}

function unknown({ label }: DatabaseInfo): ErrorData {
  return { code: 'INTERNAL', message: `${label} could not be opened` };
}

function ChangeProfile({ profile }: { readonly profile: string }): ReactNode {
  return (
    <Button variant="default" onClick={() => showDialog('profile', { profile })}>
      Change the connection…
    </Button>
  );
}

function KeyForm({ database }: { readonly database: string }): ReactNode {
  const [key, setKey] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key !== '') void reopen(database, { key });
  };
  return (
    <form className={classes.key} onSubmit={submit}>
      <PasswordInput
        autoFocus
        w={260}
        aria-label="Key of the encrypted file"
        placeholder="Key"
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <Button type="submit" disabled={key === ''}>
        Open
      </Button>
    </form>
  );
}
