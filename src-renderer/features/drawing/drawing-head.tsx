import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../../client/client.ts';
import { Hint } from '../../ui/hint.tsx';
import classes from './drawing.module.css';
import { type Drawing, isUnsaved } from './drawings.ts';

export interface HeadProps {
  readonly drawing: Drawing;
  readonly saving: boolean;
  onTitle(title: string): void;
  undo(): void;
  redo(): void;
  save(): void;
  saveAsAnother(): void;
  importFile(): void;
  exportFile(): void;
  edit(id: string): void;
  startAgain(): void;
  remove(): void;
}

/** What the lens is called, whether it is kept, and what can be done with the whole of it. */
export function DrawingHead({ drawing, saving, ...head }: HeadProps): ReactNode {
  const { past, future, now, saved } = drawing;
  const unsaved = isUnsaved(drawing);
  return (
    <header className={classes.head}>
      <TextInput
        className={classes.title}
        aria-label="Name of the lens"
        placeholder="Name of the lens"
        value={now.title}
        onChange={(event) => head.onTitle(event.currentTarget.value)}
      />
      <span className={classes.state} role="status">
        {saved === null ? 'Not kept yet' : unsaved ? 'Changed' : 'Kept'}
      </span>
      <span className={classes.gap} />
      <Hint action="undo">
        <ActionIcon aria-label="Undo" disabled={past.length === 0} onClick={head.undo}>
          <IconArrowBackUp size={16} />
        </ActionIcon>
      </Hint>
      <Hint action="redo">
        <ActionIcon aria-label="Redo" disabled={future.length === 0} onClick={head.redo}>
          <IconArrowForwardUp size={16} />
        </ActionIcon>
      </Hint>
      <Lenses {...head} kept={saved?.id} />
      <Button variant="default" onClick={head.importFile}>
        Import…
      </Button>
      <Button variant="default" onClick={head.exportFile}>
        Export…
      </Button>
      <Button loading={saving} onClick={head.save}>
        Save
      </Button>
    </header>
  );
}

interface LensesProps extends Pick<HeadProps, 'edit' | 'startAgain' | 'remove' | 'saveAsAnother'> {
  /** The id under which this one is kept. */
  readonly kept: string | undefined;
}

/** The lenses that are kept, and what else can be done with this one. */
function Lenses({ edit, startAgain, remove, saveAsAnother, kept }: LensesProps): ReactNode {
  const list = useQuery(orpc.lensFiles.list.queryOptions()).data;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />}>
          Lenses
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={startAgain}>Begin again with a suggestion</Menu.Item>
        <Menu.Item disabled={kept === undefined} onClick={saveAsAnother}>
          Save as another lens
        </Menu.Item>
        <Menu.Item disabled={kept === undefined} onClick={remove}>
          Remove this lens
        </Menu.Item>
        {(list?.lenses.length ?? 0) > 0 && <Menu.Label>Kept lenses</Menu.Label>}
        {list?.lenses.map((lens) => (
          <Menu.Item key={lens.id} disabled={lens.id === kept} onClick={() => edit(lens.id)}>
            {lens.title}
          </Menu.Item>
        ))}
        {list?.unreadable.map(({ name, message }) => (
          <Menu.Item key={name} disabled title={message}>
            {name} cannot be read
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
