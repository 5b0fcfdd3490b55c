import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TranscriptOutline, TranscriptShape } from '#shared/model/transcript.ts';
import { setPlaceQuery } from '../../client/place.ts';
import { countOf, formatCount, roundNumber } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { plural } from '../../format/words.ts';
import { EPOCH } from '../series/dates.ts';
import { CompareSelect } from './compare/compare-select.tsx';
import { FindField } from './search/find-field.tsx';
import { type Filter, overall, rewardOf } from './steps.ts';
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
  const numbers = [countOf(steps.length, [word, plural(word)]), ...timeOf(outline, shape), ...totalsOf(outline, shape)];
  const summary = numbers.join(' · ');
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{label}</h2>
      <p className={classes.summary} title={summary}>
        {summary}
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

function timeOf({ steps }: TranscriptOutline, { time }: TranscriptShape): readonly string[] {
  const times = steps.flatMap((step) => step.time ?? []);
  const seconds = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return time.unit === EPOCH && seconds > 0 ? [formatDuration(seconds * 1000)] : [];
}

const words = { sum: 'in all', last: 'at the end', mean: 'on average', min: 'at least', max: 'at most' } as const;

function totalsOf({ steps }: TranscriptOutline, { numbers }: TranscriptShape): readonly string[] {
  return numbers.flatMap(({ title, reduce }, at) => {
    const value = overall(steps, at, reduce);
    return value === undefined ? [] : [`${title.toLowerCase()} ${roundNumber(value, 7)} ${words[reduce]}`];
  });
}
