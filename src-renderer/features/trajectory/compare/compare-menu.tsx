import { ActionIcon, Button, Popover, SegmentedControl, Switch, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconColumns2, IconSearch } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { failureOf } from '../../../client/failure.ts';
import { FailureView } from '../../../ui/failure-view.tsx';
import { useOptions } from '../../trends/use-options.ts';
import type { Episode } from '../use-episode.ts';
import classes from './compare.module.css';
import { type SyncBy, syncs } from './sync.ts';
import { type Compared, MOST_OTHERS, pairOf } from './use-compared.ts';

interface CompareMenuProps {
  readonly episode: Episode;
  readonly compared: Compared;
}

/** Which episodes are watched beside this one. */
export function CompareMenu(props: CompareMenuProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Popover position="bottom-end" shadow="md" withinPortal trapFocus opened={open} onChange={setOpen}>
      <Popover.Target>
        <Tooltip label="Watch beside another episode">
          <ActionIcon
            variant={props.compared.others.length > 0 ? 'filled' : 'default'}
            aria-label="Watch beside another episode"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconColumns2 size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Watch beside another episode">
        <Choice {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

const syncNames: Readonly<Record<SyncBy, string>> = { step: 'Step', time: 'Time', share: 'Share', event: 'Event' };

function Choice({ episode: { database, header }, compared }: CompareMenuProps): ReactNode {
  const { others } = compared;
  const pair = pairOf(header);
  const field = useRef<HTMLInputElement>(null);
  // Who is chosen leaves the list with the focus: without it neither Escape nor arrows would be heard here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list changes with them
  useEffect(() => {
    if (document.activeElement === document.body) field.current?.focus();
  }, [others]);
  return (
    <div className={classes.choice}>
      {pair !== undefined && !others.includes(pair) && (
        <Button
          variant="light"
          size="compact-sm"
          onClick={() => compared.setOthers([pair, ...others].slice(0, MOST_OTHERS))}
        >
          Beside {rolloutOf(pair)}
        </Button>
      )}
      <Found field={field} database={database} without={[header.episode, ...others]} compared={compared} />
      {others.length > 0 && (
        <>
          <SegmentedControl
            fullWidth
            aria-label="Moments belong together by"
            data={syncs.map((value) => ({ value, label: syncNames[value] }))}
            value={compared.sync}
            onChange={(next) => compared.setSync(next as SyncBy)}
          />
          <Switch
            label="Draw the difference between agents"
            checked={compared.difference}
            onChange={(event) => compared.setDifference(event.currentTarget.checked)}
          />
          <Button variant="default" size="compact-sm" onClick={() => compared.setOthers([])}>
            Only this episode
          </Button>
        </>
      )}
    </div>
  );
}

const rolloutOf = (id: string): string =>
  /-predicted$/.test(id) ? 'its predicted rollout' : /-actual$/.test(id) ? 'what really happened' : id;

interface FoundProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly database: string;
  readonly without: readonly string[];
  readonly compared: Compared;
}

function Found({ field, database, without, compared }: FoundProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 150);
  const found = useOptions(database, { level: 'episode', request: { search, limit: SHOWN } });
  const full = compared.others.length >= MOST_OTHERS;
  return (
    <>
      <TextInput
        ref={field}
        type="search"
        aria-label="Find an episode"
        placeholder="Find an episode…"
        leftSection={<IconSearch size={13} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={classes.list}>
        {found.error && <FailureView failure={failureOf(found.error)} again={() => void found.refetch()} />}
        {found.data?.options
          .filter(({ id }) => !without.includes(id))
          .map(({ id, label }) => (
            <button
              key={id}
              type="button"
              className={classes.option}
              disabled={full}
              onClick={() => compared.setOthers([...compared.others, id])}
            >
              {label}
            </button>
          ))}
        {full && <p className={classes.quiet}>No more than {MOST_OTHERS} beside this one</p>}
        {found.data?.more && <p className={classes.quiet}>The first {SHOWN}; search for others</p>}
      </div>
    </>
  );
}

const SHOWN = 50;
