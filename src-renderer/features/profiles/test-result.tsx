import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProfileTest } from '#shared/contract/profiles.ts';
import type { ErrorData, FailureCode } from '#shared/model/failure.ts';
import { failureOf } from '../../client/failure.ts';
import { formatDuration } from '../../format/time.ts';
import classes from './profiles.module.css';

interface TestResultProps {
  readonly test: { readonly data: ProfileTest | undefined; readonly error: unknown; readonly isPending: boolean };
}

/** How far a connection came: which step failed, in words, and the server's own below. */
export function TestResult({ test: { data, error, isPending } }: TestResultProps): ReactNode {
  if (isPending || (data === undefined && error === null)) return null;
  const failure = error === null || error === undefined ? data?.failure : failureOf(error);
  if (failure === null || failure === undefined) {
    return (
      <p className={classes.good} role="status">
        <IconCircleCheck size={16} aria-hidden="true" />
        {data?.engineVersion ?? 'It'} answered in {formatDuration(data?.milliseconds ?? 0)}
      </p>
    );
  }
  return <Bad failure={failure} />;
}

const steps: Partial<Record<FailureCode, string>> = {
  HOST_UNREACHABLE: 'Host not found or not reachable',
  CONNECTION_REFUSED: 'Nothing listens there',
  TLS_FAILED: 'Encryption failed',
  PASSWORD_WRONG: 'User or password not accepted',
  DATABASE_MISSING: 'No such database on this server',
  TIMED_OUT: 'No answer in time',
};

function Bad({ failure }: { readonly failure: ErrorData }): ReactNode {
  return (
    <div className={classes.bad} role="alert">
      <IconCircleX size={16} aria-hidden="true" />
      <div>
        <strong>{steps[failure.code] ?? 'It did not work'}</strong>
        <p>{failure.message}</p>
        {failure.detail !== undefined && <pre>{failure.detail}</pre>}
      </div>
    </div>
  );
}
