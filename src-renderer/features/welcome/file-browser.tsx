import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { IconArrowUp, IconFile, IconFolder } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { FolderEntry } from '#shared/contract/databases.ts';
import { client, orpc, queryClient } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { answerOf } from '../../client/queries.ts';
import { countOf, formatBytes } from '../../format/number.ts';
import { exactTime, relativeTime } from '../../format/time.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { say } from '../../ui/toast.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { importPaths } from '../import/choose-files.ts';
import { closeDialog, type OpenDialog } from '../shell/dialog-state.ts';
import classes from './file-browser.module.css';
import { openSource } from './open.ts';

interface FileBrowserProps {
  readonly what: 'file' | 'folder' | 'import';
  /** What becomes of what is chosen; opened without. */
  readonly take?: OpenDialog['take'];
}

const titles = { file: 'Open a file', folder: 'Open a folder', import: 'Import files of the server' };

/** Files where Starling runs, below the folders it was given: for windows in a browser, which cannot name files. */
export function FileBrowser({ what, take }: FileBrowserProps): ReactNode {
  const [folder, setFolder] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [filter, setFilter] = useState('');
  const asked = useQuery(orpc.files.browse.queryOptions({ input: { folder } }));
  const listing = answerOf(asked);
  // Folders change without telling: what was listed for an earlier dialog is read again.
  useEffect(() => void queryClient.invalidateQueries({ queryKey: orpc.files.browse.key() }), []);
  const go = (next: string | undefined) => {
    setFilter('');
    setFolder(next);
  };
  const open = (path: string, kind: 'file' | 'folder') => {
    closeDialog();
    if (what === 'import') importPaths([path]);
    else if (take !== undefined) take({ kind, path });
    else void openSource({ kind, path });
  };
  const toggle = (path: string) =>
    setChosen((now) => new Set(now.has(path) ? [...now].filter((one) => one !== path) : [...now, path]));
  const { data } = listing;
  const entries = (data?.entries ?? []).filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
  return (
    <Dialog onClose={closeDialog} title={titles[what]} size={720}>
      <Group gap="xs" wrap="nowrap" mb="xs">
        <Button
          variant="default"
          leftSection={<IconArrowUp size={14} />}
          disabled={data === undefined || (data.parent === null && data.folder === null)}
          onClick={() => go(data?.parent ?? undefined)}
        >
          Up
        </Button>
        <PathField key={folder ?? ''} path={data?.folder ?? ''} take={open} />
        <TextInput
          aria-label="Filter"
          placeholder="Filter"
          w={160}
          value={filter}
          data-autofocus
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </Group>
      <div className={classes.list}>
        {listing.failure !== undefined && <FailureView failure={listing.failure} again={listing.again} />}
        {listing.waiting && <Waiting skeleton />}
        {data !== undefined && entries.length === 0 && (
          <Empty title={filter === '' ? 'This folder is empty' : 'No name holds these letters'} />
        )}
        {entries.map((entry) => (
          <Entry
            key={entry.path}
            entry={entry}
            go={go}
            open={open}
            chosen={chosen.has(entry.path)}
            toggle={what === 'import' ? toggle : undefined}
          />
        ))}
      </div>
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={closeDialog}>
          Cancel
        </Button>
        {data?.folder != null && (
          <Button variant={what === 'folder' ? 'filled' : 'default'} onClick={() => open(data.folder ?? '', 'folder')}>
            {what === 'import' ? 'Look at this folder' : 'Open this folder'}
          </Button>
        )}
        {what === 'import' && (
          <Button
            disabled={chosen.size === 0}
            onClick={() => {
              closeDialog();
              importPaths([...chosen]);
            }}
          >
            {chosen.size === 0 ? 'Look at what is chosen' : `Look at ${countOf(chosen.size, ['entry', 'entries'])}`}
          </Button>
        )}
      </Group>
    </Dialog>
  );
}

interface EntryProps {
  readonly entry: FolderEntry;
  readonly chosen: boolean;
  /** Chooses several; absent where one is opened. */
  readonly toggle: ((path: string) => void) | undefined;
  go(folder: string): void;
  open(path: string, kind: 'file' | 'folder'): void;
}

function Entry({ toggle, chosen, ...props }: EntryProps): ReactNode {
  const { name, path, kind } = props.entry;
  if (toggle === undefined) return <EntryButton {...props} />;
  return (
    <div className={classes.choice}>
      <Checkbox aria-label={`Choose ${name}`} checked={chosen} onChange={() => toggle(path)} />
      <EntryButton {...props} open={kind === 'file' ? toggle : props.open} />
    </div>
  );
}

function EntryButton({ entry, go, open }: Omit<EntryProps, 'toggle' | 'chosen'>): ReactNode {
  const { name, path, kind, bytes, modified } = entry;
  const Icon = kind === 'folder' ? IconFolder : IconFile;
  const time = modified === null ? undefined : new Date(modified);
  return (
    <button type="button" className={classes.entry} onClick={() => (kind === 'folder' ? go(path) : open(path, 'file'))}>
      <Icon size={15} aria-label={kind} />
      <span className={classes.name}>{name}</span>
      <span className={classes.size}>{bytes === null ? '' : formatBytes(bytes)}</span>
      <span className={classes.time} title={time === undefined ? undefined : exactTime(time)}>
        {time === undefined ? '' : relativeTime(time)}
      </span>
    </button>
  );
}

/** The folder's path, which may also be typed: Enter opens what it names. */
function PathField({ path, take }: { readonly path: string; take: EntryProps['open'] }): ReactNode {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? path;
  const open = async () => {
    try {
      const source = await client.files.identify({ path: text.trim() });
      if (source.kind !== 'postgres') take(source.path, source.kind);
    } catch (thrown) {
      say({ text: failureOf(thrown).message, tone: 'bad' });
    }
  };
  return (
    <TextInput
      aria-label="Path"
      className={classes.path ?? ''}
      placeholder="Path of a file or folder"
      spellCheck={false}
      value={text}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && void open()}
    />
  );
}
