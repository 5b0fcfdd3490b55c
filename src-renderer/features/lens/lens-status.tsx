import { Button, Popover } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import type { LensChoice } from '#shared/model/experiment.ts';
import { orpc, readAgain } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { type PlaceQuery, toPlace } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { say } from '../../ui/toast.ts';
import { beginAnew } from '../drawing/drawings.ts';
import bar from '../shell/status-bar.module.css';
import classes from './lens-status.module.css';

/** Which lens the database is seen through, why, and the way to another. */
export function LensStatus({ database }: { readonly database: string }): ReactNode {
  const [open, setOpen] = useState(false);
  const lens = useLens(database);
  if (lens.failure !== undefined) {
    return (
      <button type="button" className={bar.button} data-bad onClick={lens.again}>
        The lens could not be chosen; try again
      </button>
    );
  }
  if (lens.data === undefined) return null;
  const { title, variant } = lens.data;
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={420}>
      <Popover.Target>
        <button type="button" className={bar.button} aria-expanded={open} onClick={() => setOpen(!open)}>
          {title}
          {variant !== null && `, ${variant}`}
          <span className={classes.why}>why?</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Why database={database} lens={lens.data} close={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface WhyProps {
  readonly database: string;
  readonly lens: LensChoice;
  close(): void;
}

function Why({ database, lens, close }: WhyProps): ReactNode {
  const choose = useMutation(
    orpc.lens.choose.mutationOptions({
      onSuccess: async (next) => {
        close();
        toPlace({ at: 'database', database }, {}, { replace: true });
        await readAgain(database);
        say({ text: `Seen through ${next.title}` });
      },
      onError: (error) => say({ text: failureOf(error).message, tone: 'bad' }),
    }),
  );
  const draw = (query: PlaceQuery) => {
    close();
    toPlace({ at: 'lens', database }, query);
  };
  return (
    <div className={classes.panel}>
      <h2>{headOf(lens)}</h2>
      <ul className={classes.evidence}>
        {lens.evidence.map((sentence) => (
          <li key={sentence}>{withCode(sentence)}</li>
        ))}
      </ul>
      {lens.alternatives.length > 0 && <h3>See it as</h3>}
      <div className={classes.others}>
        {lens.alternatives.map((other) => (
          <Button
            key={other.id}
            variant={other.id === lens.id ? 'light' : 'default'}
            className={clsx(!other.fits && classes.unfit)}
            title={other.fits ? undefined : 'Its tables are not all here'}
            leftSection={other.drawn === true && <IconPencil size={13} aria-label="Drawn by a person" />}
            disabled={choose.isPending || other.id === lens.id}
            onClick={() => choose.mutate({ database, lens: other.id })}
          >
            {other.title}
          </Button>
        ))}
      </div>
      <div className={classes.draw}>
        {lens.drawn !== undefined && (
          <Button variant="light" onClick={() => draw({ edit: lens.id })}>
            Edit…
          </Button>
        )}
        <Button variant="light" onClick={() => draw({ edit: beginAnew(database) })}>
          Draw your own…
        </Button>
      </div>
    </div>
  );
}

function headOf({ chosen, title, drawn }: LensChoice): string {
  if (chosen) return `You chose ${title}`;
  return drawn === 'for this' ? `${title}, drawn for this very schema` : `Recognised as ${title}`;
}

/** Names between backticks, as sentences of evidence write them. */
function withCode(sentence: string): ReactNode {
  return sentence.split('`').map((part, at) => {
    const key = `${at}`;
    return at % 2 === 1 ? <code key={key}>{part}</code> : <span key={key}>{part}</span>;
  });
}
