import { ActionIcon, Popover, Switch, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { LeftOutChoice } from '#shared/model/left-out.ts';
import { leftOutText } from '#shared/model/left-out-text.ts';
import { useAction } from '../../client/actions.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { addressOf } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { relativeTime } from '../../format/time.ts';
import { say } from '../../ui/toast.ts';
import bar from '../shell/status-bar.module.css';
import classes from './left-out-status.module.css';

/** What findings left out of everything that is shown, and the ways to see it or take it back; nothing where that is none. */
export function LeftOutStatus({ database }: { readonly database: string }): ReactNode {
  const left = useLens(database).data?.leftOut ?? null;
  return left !== null && <Status database={database} left={left} />;
}

interface StatusProps {
  readonly database: string;
  readonly left: LeftOutChoice;
}

function Status({ database, left }: StatusProps): ReactNode {
  const [open, setOpen] = useState(false);
  const show = (shown: boolean) => attempt(() => client.leftOut.show({ database, shown }));
  useAction('show-left-out', () => void show(!left.shown));
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={420} trapFocus>
      <Popover.Target>
        <button type="button" className={bar.button} aria-expanded={open} onClick={() => setOpen(!open)}>
          {leftOutText(left, formatCount)} {left.shown ? 'shown that findings leave out' : 'left out by findings'}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.panel}>
          <div className={classes.head}>
            <h2>Left out by findings</h2>
            <Switch
              label="Show for now"
              checked={left.shown}
              onChange={(event) => void show(event.currentTarget.checked)}
            />
          </div>
          <p className={classes.about}>
            Out of lists, roll-ups, charts, densities, questions and exports. Tables and the SQL page show every row.
          </p>
          <ul className={classes.list}>
            {left.items.map(({ key, finding, title, since, count, word }) => (
              <li key={key}>
                <a href={addressOf({ at: 'findings', database }, { check: finding })} onClick={() => setOpen(false)}>
                  {title}
                </a>
                <span className={classes.count}>
                  {countOf(count, word)}, {relativeTime(new Date(since))}
                </span>
                <Tooltip label="Take back">
                  <ActionIcon
                    variant="subtle"
                    size="sm"
                    aria-label={`Take back ${title}`}
                    onClick={() => void back(database, key)}
                  >
                    <IconArrowBackUp size={14} />
                  </ActionIcon>
                </Tooltip>
              </li>
            ))}
          </ul>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

async function back(database: string, key: string): Promise<void> {
  if (!(await attempt(() => client.leftOut.takeBack({ database, key })))) return;
  const run = () => void attempt(() => client.leftOut.restore({ database, key }));
  say({ text: 'Counted again', action: { label: 'Undo', run } });
}

async function attempt(ask: () => Promise<void>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    say({ text: failureOf(error).message, tone: 'bad' });
    return false;
  }
}
