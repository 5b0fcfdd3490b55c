import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { shortcutKeys } from '../../client/shortcuts.ts';
import { useFocusBack } from '../../ui/dialog.tsx';
import { closeDialog } from '../shell/dialog-state.ts';
import classes from './palette.module.css';
import { type PaletteItem, rank } from './rank.ts';
import { useItems } from './use-items.ts';

/** Finds every action and every place by a few letters. */
export function Palette(): ReactNode {
  useFocusBack();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const items = rank(useItems(), typed);
  const chosen = Math.min(at, items.length - 1);
  const run = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    closeDialog();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, items.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter') run(items[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened onClose={closeDialog} size={620} yOffset="12vh" padding={0} transitionProps={{ duration: 120 }}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label="Search everything">
        <div className={classes.field}>
          <IconSearch size={16} aria-hidden="true" />
          <input
            data-autofocus
            role="combobox"
            aria-label="Search everything"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={items[chosen] === undefined ? undefined : `palette-${chosen}`}
            placeholder="An action, a database, a table…"
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <Answers items={items} chosen={chosen} typed={typed !== ''} run={run} />
      </Modal.Content>
    </Modal.Root>
  );
}

interface AnswersProps {
  readonly items: readonly PaletteItem[];
  readonly chosen: number;
  readonly typed: boolean;
  run(item: PaletteItem): void;
}

function Answers({ items, chosen, typed, run }: AnswersProps): ReactNode {
  if (items.length === 0) return <p className={classes.none}>Nothing is called that</p>;
  return (
    <div id="palette-list" role="listbox" className={classes.list} aria-label="Answers">
      {items.map((item, at) => {
        const heading = !typed && item.group !== items[at - 1]?.group;
        return (
          <div key={item.id} role="presentation">
            {heading && (
              <div role="presentation" className={classes.group}>
                {item.group}
              </div>
            )}
            <Answer item={item} number={at} chosen={at === chosen} run={run} />
          </div>
        );
      })}
    </div>
  );
}

interface AnswerProps {
  readonly item: PaletteItem;
  readonly number: number;
  readonly chosen: boolean;
  run(item: PaletteItem): void;
}

function Answer({ item, number, chosen, run }: AnswerProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and handles the keys
    <div
      ref={element}
      id={`palette-${number}`}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={clsx(classes.item, chosen && classes.chosen)}
      onClick={() => run(item)}
    >
      <span className={classes.label}>{item.label}</span>
      <span className={classes.aside}>{item.aside}</span>
      {item.shortcut != null && <kbd>{shortcutKeys(item.shortcut).join(' ')}</kbd>}
    </div>
  );
}
