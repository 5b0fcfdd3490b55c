import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LensFile } from '#shared/model/lens-file.ts';
import { useDatabase } from '../../client/app-state.ts';
import { client, readAllAgain } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { databaseOf, toPlace, usePlace } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { countOf } from '../../format/number.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { say } from '../../ui/toast.ts';
import { closeDialog } from '../shell/dialog-state.ts';
import classes from './drawing.module.css';

/** A lens that came as a file: what it is, and what was done with it. */
export function TakenLens({ lens }: { readonly lens: LensFile }): ReactNode {
  const database = useDatabase(databaseOf(usePlace()));
  const open = database?.state === 'open' ? database : undefined;
  const { session, episode, steps, measures } = lens;
  const parts = [session, episode, steps].filter((part) => part !== undefined);
  const remove = async () => {
    closeDialog();
    try {
      await client.lensFiles.remove({ lens: lens.id });
      await readAllAgain();
      say({ text: `${lens.title} is removed again` });
    } catch (thrown) {
      say({ text: failureOf(thrown).message, tone: 'bad' });
    }
  };
  return (
    <Dialog onClose={closeDialog} title={lens.title} size={480}>
      <div className={classes.taken}>
        <dl>
          <dt>What it is</dt>
          <dd>A lens somebody drew; it is kept, and offered for every database</dd>
          {parts.map(({ word, table }) => (
            <PartLine key={word[1]} word={word[1]} table={table} />
          ))}
          <dt>Measures</dt>
          <dd>{measures.length === 0 ? 'none' : countOf(measures.length, ['measure', 'measures'])}</dd>
        </dl>
        {open !== undefined && <Here database={open.id} label={open.label} lens={lens.id} />}
      </div>
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" color="gray" onClick={() => void remove()}>
          Remove it again
        </Button>
        {open !== undefined && (
          <Button
            variant="default"
            onClick={() => {
              closeDialog();
              toPlace({ at: 'lens', database: open.id }, { edit: lens.id });
            }}
          >
            Edit…
          </Button>
        )}
        <Button data-autofocus onClick={closeDialog}>
          Good
        </Button>
      </Group>
    </Dialog>
  );
}

function PartLine({ word, table }: { readonly word: string; readonly table: string }): ReactNode {
  return (
    <>
      <dt>{word.charAt(0).toUpperCase() + word.slice(1)}</dt>
      <dd>from {table}</dd>
    </>
  );
}

/** Whether the open database is seen through it. */
function Here({ database, label, lens }: { readonly database: string; readonly label: string; readonly lens: string }) {
  const choice = useLens(database).data;
  if (choice === undefined) return null;
  return choice.id === lens ? (
    <p>{label} is seen through it now</p>
  ) : (
    <p>It does not fit {label}: its tables are not all here. It can be chosen in the status bar all the same.</p>
  );
}
