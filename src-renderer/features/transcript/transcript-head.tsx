import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { type Filter, rewardOf } from './steps.ts';
import classes from './transcript.module.css';
import type { PanesProps } from './transcript-panes.tsx';
import type { TranscriptView } from './use-place.ts';

/** What this is, and which of its steps are listed. */
export function TranscriptHead({
  outline,
  shape,
  word,
  view,
}: PanesProps & { readonly view: TranscriptView }): ReactNode {
  const { steps, label } = outline;
  const errors = steps.filter((step) => step.failed).length;
  const rewards = steps.filter((step) => rewardOf(step, shape) !== undefined).length;
  const choices: { value: Filter; label: string }[] = [
    { value: 'all', label: `All ${formatCount(steps.length)}` },
    { value: 'errors', label: `Errors ${formatCount(errors)}` },
    ...(shape.reward < 0 ? [] : [{ value: 'rewards' as const, label: `Rewards ${formatCount(rewards)}` }]),
    ...(shape.state ? [{ value: 'changes' as const, label: 'State changes' }] : []),
  ];
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{label}</h2>
      <p className={classes.summary}>
        {formatCount(steps.length)} {steps.length === 1 ? word : plural(word)}
      </p>
      <SegmentedControl
        aria-label="Which steps"
        data={choices}
        value={view.filter}
        onChange={(value) => view.set({ only: value === 'all' ? '' : value })}
      />
    </header>
  );
}
