import { MultiSelect, NumberInput, SegmentedControl, Select } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { FACT, groupingFacts, PARAMETERS } from '#shared/compare/compare.ts';
import type { Items } from '#shared/compare/items.ts';
import { baselineOf } from '#shared/compare/rows.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { capital, plural } from '../../format/words.ts';
import { measureLabel } from '../series/measure-picker.tsx';
import classes from './compare.module.css';
import type { CompareProps } from './compare-page.tsx';
import { BandFields, ConfidenceField, RunFields, TaskFields, TestFields } from './how-fields.tsx';
import { SessionField } from './session-field.tsx';

/** What is compared, by what, with what, and how. */
export function CompareChooser(props: CompareProps): ReactNode {
  const { view, onView, words } = props;
  return (
    <aside className={classes.chooser} aria-label="What is compared">
      {words.session !== null && (
        <SegmentedControl
          fullWidth
          // Two long words are as wide as the list below them.
          styles={{ label: { paddingInline: 5 } }}
          aria-label="One value of each"
          value={view.level}
          onChange={(next) =>
            onView({ level: next as typeof view.level, by: undefined, baseline: undefined, pair: undefined })
          }
          data={[
            { value: 'session', label: capital(plural(words.session)) },
            { value: 'episode', label: capital(plural(words.episode ?? 'episode')) },
          ]}
        />
      )}
      <MeasureField {...props} />
      <StepField {...props} />
      {view.level === 'session' && <SummaryField {...props} />}
      <GroupFields {...props} />
      <SessionField {...props} />
      {view.show === 'table' && <TestFields {...props} />}
      {view.show === 'seeds' && <BandFields {...props} />}
      {view.show === 'runs' && <RunFields {...props} />}
      {view.show === 'profiles' && <TaskFields {...props} />}
      {view.show !== 'runs' && <ConfidenceField {...props} />}
    </aside>
  );
}

function MeasureField({ measures, items, chosen, onView }: CompareProps): ReactNode {
  const data = useMemo(() => {
    const titles = new Set(measures.map(({ title }) => title));
    const facts = numberFacts(items)
      .filter(({ title }) => !titles.has(title))
      .map(({ id, title }) => ({ value: `${FACT}${id}`, label: title }));
    const own = measures.map((measure) => ({ value: measure.id, label: measureLabel(measure) }));
    return [
      { group: 'Measures', items: own },
      { group: 'Facts', items: facts },
    ];
  }, [measures, items]);
  return (
    <MultiSelect
      size="xs"
      label="Measures"
      data={data}
      value={[...chosen]}
      onChange={(next) => onView({ measures: next })}
      searchable
      hidePickedOptions
      nothingFoundMessage="No measure is called that"
    />
  );
}

/** Facts that are numbers of some item. */
function numberFacts({ items, facts }: Items) {
  const some = items.slice(0, 200);
  return facts.filter(({ id }) =>
    some.some((item) => typeof (cellNumber(item.facts.get(id) ?? null) ?? null) === 'number'),
  );
}

const stepSummaries = [
  { value: '', label: 'As usual' },
  { value: 'mean', label: 'Mean' },
  { value: 'sum', label: 'Sum' },
  { value: 'last', label: 'Last value' },
  { value: 'max', label: 'Highest' },
  { value: 'min', label: 'Lowest' },
];

/** Where a measure has a value per step, an episode has to come to one. */
function StepField({ view, onView, words, measures, chosen }: CompareProps): ReactNode {
  if (!measures.some(({ id, level }) => level === 'step' && chosen.includes(id))) return null;
  return (
    <Select
      size="xs"
      label={`What ${plural(words.step ?? 'step')} come to`}
      data={stepSummaries}
      value={view.steps ?? ''}
      onChange={(next) => onView({ steps: next ? (next as NonNullable<typeof view.steps>) : undefined })}
      allowDeselect={false}
    />
  );
}

const summaries = [
  { value: 'mean', label: 'Mean' },
  { value: 'median', label: 'Median' },
  { value: 'last', label: 'Last value' },
  { value: 'tail', label: 'Mean of the last…' },
  { value: 'highest', label: 'Highest' },
  { value: 'lowest', label: 'Lowest' },
];

function SummaryField({ view, onView, words }: CompareProps): ReactNode {
  const many = plural(words.episode ?? 'episode');
  return (
    <>
      <Select
        size="xs"
        label={`What its ${many} come to`}
        data={summaries}
        value={view.of}
        onChange={(next) => onView({ of: next as typeof view.of })}
        allowDeselect={false}
      />
      {view.of === 'tail' && (
        <NumberInput
          size="xs"
          label={`How many ${many}`}
          min={1}
          value={view.last}
          onChange={(next) => onView({ last: Math.max(1, Math.trunc(Number(next)) || 1) })}
        />
      )}
    </>
  );
}

function GroupFields({ view, onView, items, compared, words }: CompareProps): ReactNode {
  const facts = useMemo(
    () => [
      { value: PARAMETERS, label: 'All parameters but the seed' },
      ...groupingFacts(items).map(({ id, title }) => ({
        value: id,
        label: id === 'session' ? capital(words.session ?? title) : title,
      })),
    ],
    [items, words],
  );
  const shown = view.by ?? (view.level === 'session' ? [PARAMETERS] : compared.by);
  return (
    <>
      <MultiSelect
        size="xs"
        label="Groups by"
        description={shown.length === 0 ? `Each ${words[view.level] ?? view.level} stands alone` : undefined}
        data={facts}
        value={[...shown]}
        onChange={(next) => onView({ by: next, baseline: undefined, pair: undefined })}
        searchable
        hidePickedOptions
        nothingFoundMessage="No fact is called that"
      />
      <Select
        size="xs"
        label="Baseline"
        data={compared.groups.slice(0, MOST_OPTIONS).map(({ id, label }) => ({ value: id, label }))}
        value={baselineOf(compared, view.baseline)?.id ?? null}
        onChange={(next) => onView({ baseline: next ?? undefined })}
        searchable
        allowDeselect={false}
      />
    </>
  );
}

/** A longer list is nothing to choose from; the others are pinned in the table. */
const MOST_OPTIONS = 1000;
