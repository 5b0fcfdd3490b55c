import { ActionIcon, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCopyCheck, IconHelpCircle, IconX } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { countOf, formatBytes } from '../../format/number.ts';
import { pathsTitle, pathsWhole } from '../../format/path.ts';
import { draft, openQuestions, type SetDraft } from './draft.ts';
import { removeSet } from './looking.ts';
import classes from './set-list.module.css';

interface SetListProps {
  readonly sets: readonly SetDraft[];
  readonly shown: number | undefined;
}

/** Sets drawn at once; more only when asked for. */
const atOnce = 40;

/** The files that were offered, those together that belong together. */
export function SetList({ sets, shown }: SetListProps): ReactNode {
  const [most, setMost] = useState(atOnce);
  const drawn = sets.slice(0, Math.max(most, 1 + sets.findIndex(({ key }) => key === shown)));
  const show = (key: number) => draft.set((now) => ({ ...now, shown: key }));
  const go = (event: KeyboardEvent, at: number) => {
    const set = sets[at];
    if (set === undefined) return;
    event.preventDefault();
    show(set.key);
    document.querySelectorAll<HTMLElement>('[data-set]')[at]?.focus();
  };
  return (
    <ul className={classes.list}>
      {drawn.map((set, at) => (
        <li key={set.key} className={clsx(classes.row, set.key === shown && classes.here)}>
          <button
            type="button"
            data-set
            className={classes.set}
            aria-current={set.key === shown}
            title={pathsWhole(set.paths)}
            onClick={() => show(set.key)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') go(event, at + 1);
              if (event.key === 'ArrowUp') go(event, at - 1);
              if (event.key === 'Delete') removeSet(set.key);
            }}
          >
            <span className={classes.title}>{pathsTitle(set.paths)}</span>
            <span className={classes.about}>{aboutSet(set)}</span>
            <Sign set={set} />
          </button>
          <ActionIcon
            size={20}
            className={classes.remove}
            aria-label={`Leave out ${pathsTitle(set.paths)}`}
            onClick={() => removeSet(set.key)}
          >
            <IconX size={13} />
          </ActionIcon>
        </li>
      ))}
      {sets.length > drawn.length && (
        <li>
          <button type="button" className={classes.more} onClick={() => setMost(drawn.length + 1000)}>
            {countOf(sets.length - drawn.length, ['more file', 'more files'])}
          </button>
        </li>
      )}
    </ul>
  );
}

function aboutSet({ plan, failure, looking }: SetDraft): string {
  if (failure !== undefined) return failure.message;
  if (plan === undefined) return looking ? 'Looking…' : '';
  const files = plan.files.length === 1 ? '' : `${countOf(plan.files.length, ['file', 'files'])} · `;
  return `${plan.title} · ${files}${formatBytes(plan.bytes)}`;
}

function Sign({ set }: { readonly set: SetDraft }): ReactNode {
  if (set.looking) return <Loader size={13} className={classes.sign} aria-label="Looking" />;
  if (set.failure !== undefined)
    return <IconAlertTriangle size={15} className={clsx(classes.sign, classes.bad)} aria-label="Cannot be imported" />;
  if (openQuestions(set).length > 0)
    return <IconHelpCircle size={15} className={clsx(classes.sign, classes.asks)} aria-label="Asks something" />;
  if (set.plan?.earlier != null)
    return <IconCopyCheck size={15} className={classes.sign} aria-label="Imported before" />;
  return null;
}
