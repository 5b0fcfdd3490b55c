import { Checkbox, PasswordInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SecretProtection } from '#shared/contract/profiles.ts';
import { orpc } from '../../client/client.ts';
import classes from './profiles.module.css';

interface PasswordFieldProps {
  readonly hasPassword: boolean;
  readonly password: string | undefined;
  onPassword(password: string | undefined): void;
  readonly keep: boolean;
  onKeep(keep: boolean): void;
}

/** A password goes in and never comes out: a stored one is only said to be there. */
export function PasswordField(props: PasswordFieldProps): ReactNode {
  const { hasPassword, password, onPassword, keep, onKeep } = props;
  const protection = useQuery(orpc.profiles.protection.queryOptions()).data;
  return (
    <>
      <PasswordInput
        label="Password"
        placeholder={hasPassword ? 'Kept; type to change it' : 'None'}
        value={password ?? ''}
        autoComplete="off"
        onChange={(event) => {
          const { value } = event.currentTarget;
          onPassword(value === '' ? undefined : value);
        }}
      />
      {protection !== undefined && protection !== 'memory' && (
        <Checkbox label="Keep the password" checked={keep} onChange={(event) => onKeep(event.currentTarget.checked)} />
      )}
      {protection !== undefined && <p className={classes.hint}>{protectionText(protection, keep)}</p>}
    </>
  );
}

export function protectionText(protection: SecretProtection, keep: boolean): string {
  if (protection === 'memory') return 'The password stays in memory and is forgotten when Starling ends';
  if (!keep) return 'The password is forgotten when Starling ends';
  return protection === 'keyring'
    ? 'It is kept in the keyring of this system'
    : 'This system has no keyring: the password would be stored with a key that anybody can know. Better not to keep it';
}
