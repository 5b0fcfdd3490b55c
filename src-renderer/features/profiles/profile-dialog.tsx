import { SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { Profile } from '#shared/model/profile.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { closeDialog } from '../shell/dialog-state.ts';
import { draftOf, newDraft } from './profile-draft.ts';
import { ProfileForm } from './profile-form.tsx';
import classes from './profiles.module.css';
import { ReadBox } from './read-box.tsx';
import { useProfiles } from './use-profiles.ts';

interface ProfileDialogProps {
  /** Id of the profile to change. */
  readonly profile: string | undefined;
  /** A URL or the text of an `.env` file to read a new one from. */
  readonly text: string | undefined;
}

/** Makes a connection to Postgres, or changes one. */
export function ProfileDialog({ profile, text }: ProfileDialogProps): ReactNode {
  const profiles = useProfiles();
  const known = profiles.data?.find(({ id }) => id === profile);
  const [fresh] = useState(() => newDraft(crypto.randomUUID()));
  const [found, setFound] = useState<readonly Profile[]>([]);
  const [chosen, setChosen] = useState<string>();
  const reading = useMutation({
    mutationFn: (words: string) => client.profiles.read({ text: words }),
    onSuccess: setFound,
  });
  const { mutate } = reading;
  useEffect(() => {
    if (text !== undefined) mutate(text);
  }, [text, mutate]);
  const read = found.find(({ id }) => id === chosen) ?? found[0];
  const draft = known !== undefined ? draftOf(known) : read !== undefined ? draftOf(read) : fresh;
  const waiting = profile !== undefined && profiles.waiting;
  return (
    <Dialog onClose={closeDialog} title={known === undefined ? 'Connect to Postgres' : known.name} size={560}>
      {profile === undefined && (
        <ReadBox
          read={mutate}
          found={reading.isSuccess ? found.length : undefined}
          failure={reading.error === null ? undefined : failureOf(reading.error).message}
        />
      )}
      {found.length > 1 && (
        <SegmentedControl
          fullWidth
          className={classes.found}
          data={found.map(({ id, name }) => ({ value: id, label: name }))}
          value={read?.id ?? ''}
          onChange={setChosen}
        />
      )}
      {waiting ? (
        <Waiting />
      ) : (
        <ProfileForm
          key={draft.id}
          initial={draft}
          saved={known !== undefined}
          hasPassword={known?.hasPassword ?? read !== undefined}
          reading={reading.isPending}
        />
      )}
    </Dialog>
  );
}
