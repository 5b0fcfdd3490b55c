import { NumberInput, Select } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { groupingFacts } from '#shared/compare/compare.ts';
import { bandText, centreText } from '#shared/statistics/band-words.ts';
import { capital, plural } from '../../format/words.ts';
import { kindsOfSmoothing, useSaidSmoothing } from '../trends/smoothing-choice.ts';
import type { CompareProps } from './compare-page.tsx';

const tests = [
  { value: 'auto', label: 'Pairs where there are some, else Welch' },
  { value: 'welch', label: 'Welch’s t' },
  { value: 'mann-whitney', label: 'Mann–Whitney U' },
  { value: 'paired', label: 'Paired t' },
  { value: 'wilcoxon', label: 'Wilcoxon signed rank' },
];

const corrections = [
  { value: 'holm', label: 'Holm' },
  { value: 'benjamini-hochberg', label: 'Benjamini–Hochberg (false discoveries)' },
  { value: 'bonferroni', label: 'Bonferroni' },
  { value: 'none', label: 'None' },
];

/** Which test, of which pairs, and how p is corrected for the number of tests. */
export function TestFields({ view, onView, items, compared }: CompareProps): ReactNode {
  const mayPair = view.test === 'auto' || view.test === 'paired' || view.test === 'wilcoxon';
  const pairs = useMemo(
    () =>
      items.facts.filter(({ id }) => !compared.by.includes(id)).map(({ id, title }) => ({ value: id, label: title })),
    [items, compared.by],
  );
  return (
    <>
      <Select
        size="xs"
        label="Test"
        data={tests}
        value={view.test}
        onChange={(next) => onView({ test: next as typeof view.test })}
        allowDeselect={false}
      />
      {mayPair && (
        <Select
          size="xs"
          label="Pairs have the same"
          placeholder="No pairs"
          data={pairs}
          value={view.pair ?? compared.pairing ?? null}
          onChange={(next) => onView({ pair: next ?? undefined })}
          searchable
          allowDeselect={false}
        />
      )}
      <Select
        size="xs"
        label="p corrected by"
        data={corrections}
        value={view.correction}
        onChange={(next) => onView({ correction: next as typeof view.correction })}
        allowDeselect={false}
      />
    </>
  );
}

/** How sure intervals are. */
export function ConfidenceField({ view, onView }: CompareProps): ReactNode {
  return (
    <Select
      size="xs"
      label="Intervals of"
      data={['0.9', '0.95', '0.99'].map((value) => ({ value, label: `${Number(value) * 100} %` }))}
      value={String(view.confidence)}
      onChange={(next) => onView({ confidence: Number(next) })}
      allowDeselect={false}
    />
  );
}

const centres = Object.entries(centreText).map(([value, label]) => ({
  value,
  label: label.charAt(0).toUpperCase() + label.slice(1),
}));

const bands = [
  { value: 'bootstrap', label: 'Bootstrap interval' },
  { value: 't', label: 't interval' },
  { value: 'se', label: 'Standard error' },
  { value: 'sd', label: 'Standard deviation' },
  { value: 'quartiles', label: 'Quartiles' },
  { value: 'range', label: 'Lowest to highest' },
];

/** What the line of a group is, and the band around it: those of a mean only around a mean. */
export function BandFields({ view, onView }: CompareProps): ReactNode {
  const ofMean = view.centre === 'mean';
  return (
    <>
      <Select
        size="xs"
        label="Line"
        data={centres}
        value={view.centre}
        onChange={(next) => {
          const centre = next as typeof view.centre;
          onView({ centre, ...(centre !== 'mean' && ['t', 'se', 'sd'].includes(view.band) && { band: 'bootstrap' }) });
        }}
        allowDeselect={false}
      />
      <Select
        size="xs"
        label="Band"
        title={bandText(view.band, view.confidence)}
        data={bands.map((band) => ({ ...band, disabled: !ofMean && ['t', 'se', 'sd'].includes(band.value) }))}
        value={view.band}
        onChange={(next) => onView({ band: next as typeof view.band })}
        allowDeselect={false}
      />
      <SmoothingFields view={view} onView={onView} />
    </>
  );
}

/** How each run is smoothed before groups are made of them. */
function SmoothingFields({ view: { smooth }, onView }: Pick<CompareProps, 'view' | 'onView'>): ReactNode {
  const { kind, say } = useSaidSmoothing(smooth, onView);
  return (
    <>
      <Select
        size="xs"
        label="Each run smoothed"
        data={[
          { value: '', label: 'Not at all' },
          ...kindsOfSmoothing.map((each) => ({ value: each.kind, label: capital(each.title) })),
        ]}
        value={smooth?.kind ?? ''}
        onChange={(next) => onView({ smooth: kindsOfSmoothing.find((each) => each.kind === next)?.first })}
        allowDeselect={false}
      />
      {smooth !== undefined && kind !== undefined && (
        <NumberInput
          key={`${smooth.kind} ${kind.amountOf(smooth)}`}
          size="xs"
          label={capital(kind.amount('points'))}
          {...kind.limits}
          defaultValue={kind.amountOf(smooth)}
          onChange={(next) => next !== '' && say(Number(next), smooth.kind === 'ema' ? smooth.per : undefined)}
        />
      )}
    </>
  );
}

const directions = [
  { value: 'higher', label: 'Higher' },
  { value: 'lower', label: 'Lower' },
];

/** When a run counts as settled, and what it is to reach. */
export function RunFields({ view, onView, words }: CompareProps): ReactNode {
  return (
    <>
      <Select
        size="xs"
        label="Better is"
        data={directions}
        value={view.better}
        onChange={(next) => onView({ better: next as typeof view.better })}
        allowDeselect={false}
      />
      <NumberInput
        size="xs"
        label={`Mean of so many ${plural((view.level === 'session' ? words.episode : words.step) ?? 'value')}`}
        min={1}
        value={view.window}
        onChange={(next) => onView({ window: Math.max(1, Math.trunc(Number(next)) || 1) })}
      />
      <NumberInput
        size="xs"
        label="Settled within"
        suffix=" %"
        min={0.1}
        max={100}
        value={view.near}
        onChange={(next) => Number(next) > 0 && onView({ near: Number(next) })}
      />
      <NumberInput
        size="xs"
        label="Threshold"
        placeholder="None"
        value={view.threshold ?? ''}
        onChange={(next) => onView({ threshold: next === '' ? undefined : Number(next) })}
      />
    </>
  );
}

/** What tells tasks apart, and where a run is good enough. */
export function TaskFields({ view, onView, items, compared }: CompareProps): ReactNode {
  const facts = useMemo(
    () =>
      groupingFacts(items)
        .filter(({ id }) => !compared.by.includes(id))
        .map(({ id, title }) => ({ value: id, label: title })),
    [items, compared.by],
  );
  return (
    <>
      <Select
        size="xs"
        label="Tasks"
        placeholder="One task"
        data={facts}
        value={view.task ?? null}
        onChange={(next) => onView({ task: next ?? undefined })}
        searchable
        clearable
      />
      <NumberInput
        size="xs"
        label="Optimal from"
        placeholder="1"
        value={view.target ?? ''}
        onChange={(next) => onView({ target: next === '' ? undefined : Number(next) })}
      />
    </>
  );
}
