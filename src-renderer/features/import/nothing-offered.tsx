import { Button, Group } from '@mantine/core';
import { IconFileImport, IconFolder, IconServer, IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Empty } from '../../ui/empty.tsx';
import { chooseFiles, chooseFolder } from './choose-files.ts';
import { chooseUploads } from './uploads.ts';

/** The import page before anything was offered. */
export function Nothing(): ReactNode {
  return (
    <Empty
      icon={<IconFileImport size={28} aria-hidden="true" />}
      title="Drop files or folders here to see what they are and import them"
      text="Parquet, CSV, TSV, JSON and their packed kin, run folders, tracks, training logs, .pt and .pkl files. Nothing is written before you say so."
    >
      {window.desktop === undefined ? <ServedChoices /> : <DesktopChoices />}
    </Empty>
  );
}

function DesktopChoices(): ReactNode {
  return (
    <Group gap="xs" justify="center">
      <Button autoFocus leftSection={<IconFileImport size={15} />} onClick={chooseFiles}>
        Choose files…
      </Button>
      <Button variant="default" leftSection={<IconFolder size={15} />} onClick={chooseFolder}>
        Choose a folder…
      </Button>
    </Group>
  );
}

/** In a browser files lie on two computers: where Starling runs, and where the person sits. */
function ServedChoices(): ReactNode {
  return (
    <Group gap="xs" justify="center">
      <Button autoFocus leftSection={<IconServer size={15} />} onClick={chooseFiles}>
        Choose on the server…
      </Button>
      <Button variant="default" leftSection={<IconUpload size={15} />} onClick={() => chooseUploads('files')}>
        Send files…
      </Button>
      <Button variant="default" leftSection={<IconFolder size={15} />} onClick={() => chooseUploads('folder')}>
        Send a folder…
      </Button>
    </Group>
  );
}
