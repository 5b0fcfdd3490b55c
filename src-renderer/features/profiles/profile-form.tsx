import { Button, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Profile } from '#shared/model/profile.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';
import { closeDialog } from '../shell/dialog-state.ts';
import { openSource } from '../welcome/open.ts';
import { PasswordField } from './password-field.tsx';
import { type ProfileDraft, readDraft, sslModes } from './profile-draft.ts';
import classes from './profiles.module.css';
import { TestResult } from './test-result.tsx';
import { profilesChanged } from './use-profiles.ts';

interface ProfileFormProps {
  readonly initial: ProfileDraft;
  readonly saved: boolean;
  /** Main already has a password for it. */
  readonly hasPassword: boolean;
  /** What a person pasted is still being read: another profile is about to stand here. */
  readonly reading: boolean;
}

export function ProfileForm({ initial, saved, hasPassword, reading }: ProfileFormProps): ReactNode {
  const [draft, setDraft] = useState(initial);
  /** `undefined`: what main has stays. */
  const [password, setPassword] = useState<string>();
  const [keep, setKeep] = useState(true);
  const [missing, setMissing] = useState<keyof ProfileDraft>();
  const secret = password === undefined ? {} : { password };
  const test = useMutation({ mutationFn: (profile: Profile) => client.profiles.test({ profile, ...secret }) });
  const save = useMutation({
    mutationFn: (profile: Profile) => client.profiles.save({ profile, ...secret, keep }),
    onSuccess: () => profilesChanged(),
    onError: (error) => say({ text: failureOf(error).message, tone: 'bad' }),
  });
  const withProfile = (act: (profile: Profile) => void) => {
    const read = readDraft(draft);
    setMissing(typeof read === 'string' ? read : undefined);
    if (typeof read !== 'string') act(read);
  };
  const open = (event: FormEvent) => {
    event.preventDefault();
    withProfile((profile) =>
      save.mutate(profile, {
        onSuccess: () => {
          closeDialog();
          void openSource({ kind: 'postgres', profile: profile.id });
        },
      }),
    );
  };
  return (
    <form onSubmit={open} className={classes.form}>
      <Fields draft={draft} missing={missing} onDraft={setDraft} />
      <PasswordField
        hasPassword={hasPassword}
        password={password}
        onPassword={setPassword}
        keep={keep}
        onKeep={setKeep}
      />
      <TestResult test={test} />
      <Group justify="space-between" mt="md">
        {saved ? <RemoveButton id={initial.id} /> : <span />}
        <Group gap="xs">
          <Button
            variant="default"
            disabled={reading}
            loading={test.isPending}
            onClick={() => withProfile(test.mutate)}
          >
            Test
          </Button>
          <Button
            variant="default"
            disabled={reading}
            loading={save.isPending}
            onClick={() => withProfile((profile) => save.mutate(profile, { onSuccess: closeDialog }))}
          >
            Save
          </Button>
          <Button type="submit" disabled={reading} loading={save.isPending}>
            Save and open
          </Button>
        </Group>
      </Group>
    </form>
  );
}

function RemoveButton({ id }: { readonly id: string }): ReactNode {
  const remove = async () => {
    await client.profiles.remove({ profile: id });
    closeDialog();
    await profilesChanged();
  };
  return (
    <Button variant="subtle" color="red" onClick={() => void remove()}>
      Remove this connection
    </Button>
  );
}

interface FieldsProps {
  readonly draft: ProfileDraft;
  readonly missing: keyof ProfileDraft | undefined;
  onDraft(draft: ProfileDraft): void;
}

function Fields({ draft, missing, onDraft }: FieldsProps): ReactNode {
  const field = (name: keyof ProfileDraft, label: string, placeholder = '') => ({
    label,
    placeholder,
    value: draft[name],
    spellCheck: false,
    error: missing === name ? (name === 'port' ? 'A number from 1 to 65535' : 'Needed') : undefined,
    onChange: (event: { currentTarget: { value: string } }) => onDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  return (
    <>
      <TextInput {...field('name', 'Name', 'As you want to call it')} />
      <div className={classes.host}>
        <TextInput {...field('host', 'Host or socket folder', 'localhost or /var/run/postgresql')} />
        <TextInput {...field('port', 'Port')} inputMode="numeric" />
      </div>
      <SimpleGrid cols={2} spacing="xs">
        <TextInput {...field('database', 'Database')} />
        <TextInput {...field('user', 'User')} />
      </SimpleGrid>
      <Select
        label="Encryption (TLS)"
        data={[...sslModes]}
        allowDeselect={false}
        value={draft.sslMode}
        onChange={(value) => value !== null && onDraft({ ...draft, sslMode: value })}
      />
      {draft.sslMode.startsWith('verify') && (
        <TextInput
          {...field('caFile', 'Certificate of the authority', 'Path of a .pem file; empty for the system’s')}
        />
      )}
      <TextInput
        {...field('channel', 'Channel to listen to', 'Empty: the server is asked every few seconds while you follow')}
        maxLength={63}
      />
    </>
  );
}
