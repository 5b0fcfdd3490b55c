import { SegmentedControl } from '@mantine/core';
import { IconCopyCheck } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import type { OnDuplicate } from '#shared/model/import.ts';
import { type Draft, draft } from './draft.ts';
import classes from './import-page.module.css';

const choices: readonly { readonly value: OnDuplicate | ''; readonly label: string }[] = [
  { value: 'skip', label: 'Skip them' },
  { value: 'replace', label: 'Replace what they added' },
  { value: 'add', label: 'Add them again' },
];

interface DuplicatesProps {
  readonly draft: Draft;
  /** How many of the sets were imported before. */
  readonly earlier: number;
}

/** The same files were imported before: asked, never decided in silence. */
export function Duplicates({ draft: { onDuplicate, sets }, earlier }: DuplicatesProps): ReactNode {
  const label = useId();
  const which = sets.length === 1 ? 'These files are' : `${earlier} of ${sets.length} entries are`;
  return (
    <div className={classes.ask}>
      <IconCopyCheck size={16} aria-hidden="true" />
      <span id={label}>{which} in this database already, byte for byte</span>
      <SegmentedControl
        aria-labelledby={label}
        data={[...choices]}
        value={onDuplicate ?? ''}
        onChange={(value) => draft.set((now) => ({ ...now, onDuplicate: value === '' ? undefined : value }))}
      />
    </div>
  );
}
