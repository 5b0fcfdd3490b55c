import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconFolderOpen, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { WorkspaceInfo, WorkspaceList } from '#shared/contract/workspaces.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { addressOf } from '../../client/place.ts';
import { countOf } from '../../format/number.ts';
import { pathName } from '../../format/path.ts';
import { exactTime, relativeTime } from '../../format/time.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { say } from '../../ui/toast.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { pick } from '../welcome/pick.ts';
import { createWorkspace } from './open-workspace.ts';
import { listAgain, useWorkspaces } from './use-workspace.ts';
import classes from './workspaces.module.css';

/** Every workspace that Starling keeps or remembers. */
export function WorkspacesPage(): ReactNode {
  const asked = useWorkspaces();
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.data === undefined) return <Waiting skeleton />;
  const { workspaces, unreadable } = asked.data;
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <span className={classes.count} aria-live="polite">
          {countOf(workspaces.length, ['workspace', 'workspaces'])}
        </span>
        <Button variant="default" leftSection={<IconFolderOpen size={14} />} onClick={() => pick('file')}>
          Open…
        </Button>
        <Button leftSection={<IconPlus size={14} />} onClick={() => void createWorkspace(workspaces)}>
          New workspace
        </Button>
      </div>
      {workspaces.length + unreadable.length === 0 && (
        <Empty
          title="A workspace holds series of several databases on one axis"
          text="Add some on the Trends page of a database with “Add to workspace…”, or open a file that somebody gave you"
        />
      )}
      <ul className={classes.list} aria-label="Workspaces">
        {workspaces.map((workspace) => (
          <Line key={workspace.id} workspace={workspace} />
        ))}
        {unreadable.map((info) => (
          <li key={info.id} className={classes.line}>
            <span>{pathName(info.path)}</span>
            <span className={classes.missing}>{info.message}</span>
            <span />
            <Away info={info} title={pathName(info.path)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Line({ workspace }: { readonly workspace: WorkspaceList['workspaces'][number] }): ReactNode {
  const { id, title, series, sources, changed, path, own } = workspace;
  const time = new Date(changed);
  return (
    <li className={classes.line}>
      <a href={addressOf({ at: 'workspace', workspace: id })} title={path}>
        {title}
      </a>
      <span className={classes.told}>
        {countOf(series, ['series', 'series'])}
        {sources.length > 0 && ` of ${sources.join(', ')}`}
        {!own && ` · ${path}`}
      </span>
      <Tooltip label={exactTime(time)}>
        <span className={classes.told}>{relativeTime(time)}</span>
      </Tooltip>
      <Away info={workspace} title={title} />
    </li>
  );
}

/** Removes a file of Starling's own; forgets one that lies elsewhere. */
function Away({ info: { id, own, path }, title }: { readonly info: WorkspaceInfo; readonly title: string }): ReactNode {
  const what = own ? 'Remove' : 'Forget';
  const remove = async () => {
    try {
      const kept = await client.workspaces.get({ id }).catch(() => undefined);
      await client.workspaces.remove({ id });
      await listAgain();
      const back = own
        ? kept && (() => client.workspaces.create({ workspace: kept.workspace }))
        : () => client.workspaces.open({ path });
      const run = () => void back?.().then(listAgain, sayWhy);
      say({
        text: own ? `${title} is removed` : `${title} is forgotten`,
        ...(back && { action: { label: 'Undo', run } }),
      });
    } catch (thrown) {
      sayWhy(thrown);
    }
  };
  return (
    <Tooltip label={what}>
      <ActionIcon aria-label={`${what} ${title}`} onClick={() => void remove()}>
        {own ? <IconTrash size={14} /> : <IconX size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}

function sayWhy(thrown: unknown): void {
  say({ text: failureOf(thrown).message, tone: 'bad' });
}
