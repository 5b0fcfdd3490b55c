import { Checkbox, NumberInput, SegmentedControl, Select } from '@mantine/core';
import { type ReactNode, useId, useRef } from 'react';
import type { Measure, SeriesAnswer } from '#shared/model/experiment.ts';
import { capital } from '../../format/words.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { measureLabel } from '../series/measure-picker.tsx';
import type { Facts } from './facts.ts';
import { Folded } from './folded.tsx';
import { kindsOfSmoothing, useSaidSmoothing } from './smoothing-choice.ts';
import classes from './trends.module.css';
import { chartKinds, type TrendsView, type XKind } from './view.ts';

export interface TrendControlsProps {
  readonly view: TrendsView;
  /** What x is called, and what else it may be; `undefined` until an answer is there. */
  readonly x: SeriesAnswer['x'] | undefined;
  /** What one step is called, plural. */
  readonly steps: string;
  readonly facts: Facts;
  /** Those that x can be. */
  readonly measures: readonly Measure[];
  /** What the charts are about, before the controls. */
  readonly children: ReactNode;
  onView(part: Partial<TrendsView>): void;
}

/** How the chosen lines are drawn: their axes, their smoothing, what colours and charts tell apart. */
export function TrendControls(props: TrendControlsProps): ReactNode {
  const { view, children } = props;
  const bar = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(bar);
  return (
    <div className={classes.bar} ref={bar}>
      {children}
      <KindChoice {...props} />
      {width < ROOMY ? (
        <Folded changed={changesOf(view)}>
          <Looks {...props} />
        </Folded>
      ) : (
        <Looks {...props} />
      )}
    </div>
  );
}

/** Where all controls would take more rows than the charts can spare, in pixels. */
const ROOMY = 640;

/** What x is, and how the lines are drawn. */
function Looks(props: TrendControlsProps): ReactNode {
  const { view, facts, onView } = props;
  return (
    <>
      {['lines', 'scatter', 'stacked'].includes(view.kind) && <XChoice {...props} />}
      {['lines', 'stacked'].includes(view.kind) && <SmoothingChoice {...props} />}
      {view.kind === 'lines' && <YChoice {...props} />}
      {(view.kind === 'lines' || view.kind === 'scatter') && <CutChoice {...props} />}
      {view.kind === 'histogram' && <WholeChoice {...props} />}
      {view.kind === 'stacked' && <span className={classes.what}>{STACKED}</span>}
      {view.kind !== 'stacked' && (
        <FactChoice
          label="Colours"
          value={view.colour}
          facts={facts}
          onChange={(colour) => onView({ colour, hidden: [] })}
        />
      )}
      {view.kind !== 'parallel' && view.kind !== 'stacked' && (
        <FactChoice label="Charts" value={view.charts} facts={facts} onChange={(charts) => onView({ charts })} />
      )}
    </>
  );
}

/** How many of them are not as usual. */
function changesOf({ kind, x, against, smooth, y, cut, whole, colour, charts }: TrendsView): number {
  // A scatter is always against something.
  const hasOtherX = x !== 'recorded' || (against !== '' && kind !== 'scatter');
  return [hasOtherX, smooth !== undefined, y === 'log', cut, whole, colour !== '', charts !== ''].filter(Boolean)
    .length;
}

/** Why there are fewer controls. */
const STACKED = 'On a linear axis: only so do parts show whether they add up';

function CutChoice({ view, onView }: TrendControlsProps): ReactNode {
  return (
    <Checkbox
      size="xs"
      label="Outliers outside"
      title="The y axis shows all but what lies far from all other values; lines run out of the picture there"
      checked={view.cut}
      onChange={() => onView({ cut: !view.cut })}
    />
  );
}

function WholeChoice({ view, onView }: TrendControlsProps): ReactNode {
  return (
    <Checkbox
      size="xs"
      label="Bars over all values"
      title="Without it, what lies far from all other values is counted in one bar more at either end"
      checked={view.whole}
      onChange={() => onView({ whole: !view.whole })}
    />
  );
}

function YChoice({ view, onView }: TrendControlsProps): ReactNode {
  return (
    <SegmentedControl
      size="xs"
      aria-label="y axis"
      data={[
        { value: 'linear', label: 'Linear' },
        { value: 'log', label: 'Log' },
      ]}
      value={view.y}
      onChange={(y) => onView({ y: y === 'log' ? 'log' : 'linear' })}
    />
  );
}

function KindChoice({ view, measures, onView }: TrendControlsProps): ReactNode {
  const hasParts = measures.some(({ partOf }) => partOf !== undefined);
  const kinds = chartKinds.filter((kind) => kind !== 'stacked' || hasParts || view.kind === 'stacked');
  return (
    <Select
      size="xs"
      w={118}
      aria-label="Kind of chart"
      data={kinds.map((kind) => ({ value: kind, label: capital(kind) }))}
      value={view.kind}
      onChange={(next) => {
        const kind = kinds.find((each) => each === next) ?? 'lines';
        // Of stacks parts are hidden, of all others lines.
        const hidden = [kind, view.kind].includes('stacked') ? { hidden: [] } : {};
        onView({ kind, range: undefined, box: [], against: '', ...hidden });
      }}
      allowDeselect={false}
    />
  );
}

const xTitles: Readonly<Record<XKind, (steps: string) => string>> = {
  recorded: () => 'as recorded',
  relative: (steps) => `${steps} since the first`,
  elapsed: () => 'seconds since the first',
};

function XChoice({ view, x, steps, measures, onView }: TrendControlsProps): ReactNode {
  const id = useId();
  const overSteps = view.episodes.length > 0;
  // Said by the answer, which may not be here yet.
  const kinds = overSteps ? (x?.kinds ?? [view.x]) : (['recorded'] as const);
  const own = kinds.map((kind) => ({ value: kind, label: overSteps ? xTitles[kind](steps) : 'in order' }));
  const others = measures.map((measure) => ({ value: MEASURE + measure.id, label: measureLabel(measure) }));
  const choose = (value: string | null) => {
    if (value?.startsWith(MEASURE)) onView({ against: value.slice(MEASURE.length), range: undefined });
    else onView({ x: kinds.find((each) => each === value) ?? 'recorded', against: '', range: undefined });
  };
  return (
    <div className={classes.control}>
      <label htmlFor={id}>x</label>
      <Select
        id={id}
        size="xs"
        w={158}
        data={[
          ...(view.kind === 'scatter' ? [] : [{ group: 'Time and order', items: own }]),
          // Parts are stacked where they have a value of one x each.
          ...(view.kind === 'stacked' ? [] : [{ group: 'Another measure', items: others }]),
        ]}
        value={view.against === '' ? (overSteps ? view.x : 'recorded') : MEASURE + view.against}
        onChange={choose}
        searchable={others.length > 8}
        allowDeselect={false}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      />
    </div>
  );
}

/** Before the id of a measure among the kinds of x. */
const MEASURE = 'measure:';

export interface SmoothingChoiceProps {
  readonly view: Pick<TrendsView, 'smooth'>;
  /** What one step is called, plural. */
  readonly steps: string;
  onView(part: Pick<TrendsView, 'smooth'>): void;
}

export function SmoothingChoice({ view: { smooth }, steps, onView }: SmoothingChoiceProps): ReactNode {
  const id = useId();
  const { kind, say } = useSaidSmoothing(smooth, onView);
  return (
    <div className={classes.control}>
      <label htmlFor={id}>Smoothing</label>
      <Select
        id={id}
        size="xs"
        w={138}
        data={[
          { value: '', label: 'none' },
          ...kindsOfSmoothing.map((each) => ({ value: each.kind, label: each.title })),
        ]}
        value={smooth?.kind ?? ''}
        onChange={(next) => onView({ smooth: kindsOfSmoothing.find((each) => each.kind === next)?.first })}
        allowDeselect={false}
      />
      {smooth !== undefined && kind !== undefined && (
        <NumberInput
          key={`${smooth.kind} ${kind.amountOf(smooth)}`}
          size="xs"
          w={72}
          aria-label={kind.amount(steps)}
          title={kind.amount(steps)}
          {...kind.limits}
          defaultValue={kind.amountOf(smooth)}
          onChange={(next) => say(Number(next), smooth.kind === 'ema' ? smooth.per : undefined)}
        />
      )}
      {smooth?.kind === 'ema' && (
        <NumberInput
          key={`per ${smooth.per}`}
          size="xs"
          w={84}
          aria-label="Per so much of x"
          title="Per so much of x; the first distance between points where nothing stands here"
          placeholder="per point"
          hideControls
          defaultValue={smooth.per ?? ''}
          onChange={(next) => say(smooth.factor, next === '' ? undefined : Number(next))}
        />
      )}
    </div>
  );
}

interface FactChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly facts: Facts;
  onChange(name: string): void;
}

function FactChoice({ label, value, facts: { columns }, onChange }: FactChoiceProps): ReactNode {
  const id = useId();
  const own = columns.map(({ name, title }) => ({ value: name, label: `by ${title}` }));
  const known =
    value === '' || columns.some(({ name }) => name === value) ? own : [...own, { value, label: `by ${value}` }];
  if (known.length === 0) return null;
  return (
    <div className={classes.control}>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        size="xs"
        w={132}
        data={[{ value: '', label: label === 'Colours' ? 'by line' : 'one' }, ...known]}
        value={value}
        onChange={(next) => onChange(next ?? '')}
        searchable={known.length > 8}
        allowDeselect={false}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      />
    </div>
  );
}
