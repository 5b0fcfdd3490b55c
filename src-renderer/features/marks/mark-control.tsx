import { Button, Popover } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Mark } from '#shared/model/mark.ts';
import { useAction } from '../../client/actions.ts';
import { useTrail } from '../../client/crumbs.ts';
import { addressOf, usePlace, usePlaceQuery } from '../../client/place.ts';
import { draftOf } from './drafts.ts';
import { MarkForm } from './mark-form.tsx';
import { targetsOf } from './marked-here.ts';
import classes from './marks.module.css';
import { placeOf, removeMark, timeOf, useMarksOf } from './use-marks.ts';

interface MarkControlProps {
  readonly database: { readonly id: string; readonly label: string };
}

/** Marks the present place, or the moment or range that is shown of it; lists the marks that are there. */
export function MarkControl({ database }: MarkControlProps): ReactNode {
  const targets = targetsOf(usePlace(), usePlaceQuery());
  const last = targets.at(-1)?.marked;
  const label = useTrail().at(-1)?.label ?? last?.id ?? '';
  const marks = useMarksOf(database.id, last?.level ?? 'episode', last?.id ?? '');
  const [open, setOpen] = useState(false);
  // A form that is opened again while it fades away is a new one.
  const [times, setTimes] = useState(0);
  const [edited, setEdited] = useState<Mark>();
  // What was typed is not lost by a click into the picture that it is about.
  const [begun, setBegun] = useState(false);
  const begin = () => {
    if (!open) setTimes(times + 1);
    setOpen(true);
  };
  useAction('mark', begin, { enabled: last !== undefined });
  if (last === undefined) return null;
  const close = () => {
    setOpen(false);
    setEdited(undefined);
    setBegun(false);
  };
  const draft = [database.id, last.level, last.id, edited?.key ?? ''].join('\n');
  const name = marks.length === 0 ? 'Mark…' : `Mark… (${marks.length})`;
  return (
    <Popover
      width={380}
      position="bottom-end"
      shadow="md"
      withinPortal
      trapFocus
      returnFocus
      closeOnClickOutside={!begun && draftOf(draft) === undefined}
      opened={open}
      onChange={setOpen}
      onClose={close}
    >
      <Popover.Target>
        <Button
          className={classes.control}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={marks.length === 0 ? <IconBookmark size={15} /> : <IconBookmarkFilled size={15} />}
          aria-label={name}
          title={name}
          aria-expanded={open}
          onClick={open ? close : begin}
        >
          <span className={classes.word}>{name}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <MarkForm
          key={`${draft}\n${times}`}
          {...{ database, label, targets, edited }}
          name={draft}
          onBegin={() => setBegun(true)}
          onDone={close}
        />
        {marks.length > 0 && (
          <ul className={classes.here} aria-label="Marks here">
            {marks.map((mark) => (
              <li key={mark.key}>
                <a href={addressOf(...placeOf(mark))}>{timeOf(mark) === '' ? 'All of it' : timeOf(mark)}</a>
                <span>
                  {[mark.starred ? '★' : '', ...mark.tags, mark.note].filter((part) => part !== '').join(' · ')}
                </span>
                <button type="button" onClick={() => setEdited(mark)}>
                  Change
                </button>
                <button type="button" onClick={() => void removeMark(mark)}>
                  Remove
                </button>
              </li>
            ))}
          </ul>
        )}
        <a className={classes.all} href={addressOf({ at: 'marks' })} onClick={close}>
          All marks
        </a>
      </Popover.Dropdown>
    </Popover>
  );
}
