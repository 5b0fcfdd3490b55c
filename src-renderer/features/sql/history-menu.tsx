import { Button, Menu } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/number.ts';
import { formatDuration, relativeTime } from '../../format/time.ts';
import type { Remembered } from './history.ts';
import classes from './sql.module.css';

interface HistoryMenuProps {
  readonly history: readonly Remembered[];
  pick(sql: string): void;
  forget(): void;
}

/** Statements that were run on this database, newest first. */
export function HistoryMenu({ history, pick, forget }: HistoryMenuProps): ReactNode {
  return (
    <Menu position="bottom-start" width={520}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconHistory size={14} />} disabled={history.length === 0}>
          History
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.history ?? ''}>
        {history.map((entry) => (
          <Menu.Item key={entry.sql} onClick={() => pick(entry.sql)}>
            <span className={classes.past}>{entry.sql.replace(/\s+/g, ' ').slice(0, 200)}</span>
            <span className={classes.pastFacts}>
              {entry.rows === null ? 'no answer' : `${formatCount(entry.rows)} rows`} ·{' '}
              {formatDuration(entry.milliseconds)} · {relativeTime(new Date(entry.at))}
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={forget}>Forget these statements</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
