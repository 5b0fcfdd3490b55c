import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LensChoice } from '#shared/model/experiment.ts';
import { useAction } from '../../client/actions.ts';
import { orpc, readAgain } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { useLens } from '../../client/queries.ts';
import { say } from '../../ui/toast.ts';
import bar from '../shell/status-bar.module.css';

/** Whether rows that newer ones replaced are among what is shown, and the way to change that; nothing without such rows. */
export function ReplacedStatus({ database }: { readonly database: string }): ReactNode {
  const replaced = useLens(database).data?.replaced ?? null;
  return replaced !== null && <Toggle database={database} replaced={replaced} />;
}

interface ToggleProps {
  readonly database: string;
  readonly replaced: NonNullable<LensChoice['replaced']>;
}

function Toggle({ database, replaced: { word, shown } }: ToggleProps): ReactNode {
  const change = useMutation(
    orpc.lens.showReplaced.mutationOptions({
      onSuccess: () => readAgain(database),
      onError: (error) => say({ text: failureOf(error).message, tone: 'bad' }),
    }),
  );
  const toggle = () => change.mutate({ database, shown: !shown });
  useAction('show-replaced', toggle, { enabled: !change.isPending });
  return (
    <button type="button" className={bar.button} aria-pressed={shown} disabled={change.isPending} onClick={toggle}>
      {word} rows {shown ? 'shown' : 'hidden'}
    </button>
  );
}
