import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { setPlaceQuery } from '../../client/place.ts';
import { formatCount } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { CompareSelect } from './compare/compare-select.tsx';
import { FindField } from './search/find-field.tsx';
import { type Filter, rewardOf } from './steps.ts';
import classes from './transcript.module.css';
import type { PanesProps } from './transcript-panes.tsx';
import type { TranscriptView } from './use-place.ts';

/** What this is, and which of its steps are listed. */
export function TranscriptHead({
  database,
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
      <FindField />
      <CompareSelect
        database={database}
        outline={outline}
        onChoose={(episode) => setPlaceQuery({ with: episode }, { push: true })}
      />
      <SegmentedControl
        aria-label="Which steps"
        data={choices}
        value={view.filter}
        onChange={(value) => view.set({ only: value === 'all' ? '' : value })}
      />
    </header>
  );
}
