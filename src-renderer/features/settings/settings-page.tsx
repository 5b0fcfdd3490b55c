import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { runAction } from '../../client/actions.ts';
import { orpc } from '../../client/client.ts';
import { protectionText } from '../profiles/password-field.tsx';
import { type Scheme, useTheme } from '../shell/use-theme.ts';
import { Prepared } from './prepared.tsx';
import classes from './settings.module.css';
import { TimeZone } from './time-zone.tsx';

const schemes: readonly { readonly value: Scheme; readonly label: string }[] = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function SettingsPage(): ReactNode {
  const { scheme, setScheme } = useTheme();
  const protection = useQuery(orpc.profiles.protection.queryOptions()).data;
  const info = useQuery(orpc.application.info.queryOptions()).data;
  return (
    <div className={classes.page}>
      <h1>Settings</h1>
      <dl className={classes.list}>
        <dt>Appearance</dt>
        <dd>
          <SegmentedControl
            aria-label="Appearance"
            data={[...schemes]}
            value={scheme}
            onChange={(value) => setScheme(value)}
          />
        </dd>
        <dt>Time zone</dt>
        <dd>
          <TimeZone />
        </dd>
        <dt>Keys</dt>
        <dd>
          <Button variant="default" onClick={() => runAction('shortcuts')}>
            Keyboard shortcuts…
          </Button>
        </dd>
        <dt>Passwords</dt>
        <dd>{protection === undefined ? '' : protectionText(protection, true)}</dd>
        <dt>Long series</dt>
        <dd>
          <Prepared />
        </dd>
        <dt>Version</dt>
        <dd>
          {info === undefined
            ? ''
            : `${info.name} ${info.version} · ${info.host === 'desktop' ? 'desktop' : 'in a browser'} · ${info.platform}`}
        </dd>
      </dl>
    </div>
  );
}
