import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { type Action, actions } from '#shared/actions.ts';
import { usePossibleActions } from '../../client/actions.ts';
import { shortcutKeys, shortcutsOf } from '../../client/shortcuts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { closeDialog } from '../shell/dialog-state.ts';
import classes from './palette.module.css';

const menus: readonly Action['menu'][] = ['File', 'Go', 'Edit', 'View', 'Help'];

/** Keys of lists, which every grid answers by itself. */
const listKeys: readonly (readonly [string, readonly string[]])[] = [
  ['Move', ['←', '→', '↑', '↓']],
  ['Open the row', ['Enter']],
  ['Up one level', ['Backspace']],
  ['Select a range', ['Shift+↑', 'Shift+↓']],
  ['First and last row', ['Mod+Home', 'Mod+End']],
  ['A screen up and down', ['PageUp', 'PageDown']],
];

/** Keys of a replay besides those of actions. */
const replayKeys: readonly (readonly [string, readonly string[]])[] = [
  ['Ten frames back or on', ['Shift+←', 'Shift+→']],
  ['First and last frame', ['Home', 'End']],
  ['Slower and faster', ['<', '>']],
  ['Start over at the end', ['L']],
  ['Begin and end a part that is played over and over', ['[', ']']],
];

/** The keys of this place; those that do nothing here are quieter. */
export function ShortcutSheet(): ReactNode {
  const possible = new Set<string>(usePossibleActions().map(({ id }) => id));
  return (
    <Dialog onClose={closeDialog} title="Keyboard shortcuts" size={720}>
      <div className={classes.sheet}>
        {menus.map((menu) => (
          <section key={menu} className={classes.menu}>
            <h3>{menu}</h3>
            {actions
              .filter((action) => action.menu === menu && action.shortcut !== null)
              .map((action) => (
                <Row
                  key={action.id}
                  label={action.label}
                  keys={shortcutsOf(action)}
                  possible={possible.has(action.id)}
                />
              ))}
          </section>
        ))}
        <section className={classes.menu}>
          <h3>In a replay</h3>
          {replayKeys.map(([label, keys]) => (
            <Row key={label} label={label} keys={keys} possible={possible.has('play')} />
          ))}
        </section>
        <section className={classes.menu}>
          <h3>In a list</h3>
          {listKeys.map(([label, keys]) => (
            <Row key={label} label={label} keys={keys} possible />
          ))}
        </section>
      </div>
    </Dialog>
  );
}

interface RowProps {
  readonly label: string;
  readonly keys: readonly string[];
  readonly possible: boolean;
}

function Row({ label, keys, possible }: RowProps): ReactNode {
  return (
    <div className={clsx(classes.row, !possible && classes.impossible)}>
      <span>{label}</span>
      <span className={classes.keys}>
        {keys.map((key) => (
          <kbd key={key}>{shortcutKeys(key).join(' ')}</kbd>
        ))}
      </span>
    </div>
  );
}
