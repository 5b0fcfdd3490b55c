import { Button, NumberInput, SegmentedControl, Select, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { DensityExtent } from '#shared/model/density.ts';
import { toPlace } from '../../client/place.ts';
import { unitText } from '../series/unit.ts';
import type { Plane } from '../trajectory/projection.ts';
import { useOptions } from '../trends/use-options.ts';
import classes from './density.module.css';
import type { DensityView, Show } from './view.ts';

interface DensityBarProps {
  readonly database: string;
  readonly view: DensityView;
  readonly extent: DensityExtent | undefined;
  readonly shape: { readonly plane: Plane; readonly bin: number } | undefined;
  onView(part: Partial<DensityView>): void;
}

const planes: readonly { readonly value: Plane; readonly label: string }[] = [
  { value: 'xz', label: 'x–z' },
  { value: 'xy', label: 'x–y' },
  { value: 'zy', label: 'z–y' },
];

/** Whose positions, and how they are counted and coloured. */
export function DensityBar({ database, view, extent, shape, onView }: DensityBarProps): ReactNode {
  const difference = view.minus !== undefined;
  return (
    <div className={classes.bar}>
      <Whose {...{ database, view, onView }} />
      {extent?.bounds.length === 3 && (
        <SegmentedControl
          aria-label="Axes"
          data={[...planes]}
          value={shape?.plane ?? 'xz'}
          onChange={(plane) => onView({ plane: plane as Plane })}
        />
      )}
      <NumberInput
        label={`Side of a cell, ${unitText(extent?.unit ?? 'units')}`}
        w={180}
        min={0}
        value={shape?.bin ?? ''}
        onChange={(bin) => onView({ bin: typeof bin === 'number' && bin > 0 ? bin : undefined })}
      />
      <NumberInput
        label="At least … rows"
        w={100}
        min={1}
        allowDecimal={false}
        value={view.minimum}
        onChange={(minimum) => typeof minimum === 'number' && onView({ minimum })}
      />
      {!difference && (
        <SegmentedControl
          aria-label="Colours say"
          data={[
            { value: 'rows', label: 'Rows' },
            { value: 'share', label: 'Share' },
            ...(extent?.hasSeconds ? [{ value: 'seconds', label: 'Seconds' }] : []),
          ]}
          value={view.show}
          onChange={(show) => onView({ show: show as Show })}
        />
      )}
      <Switch
        label="Logarithmic"
        checked={view.logarithmic}
        onChange={(event) => onView({ logarithmic: event.currentTarget.checked })}
      />
      {extent?.hasVelocity && !difference && (
        <Switch
          label="Mean velocity"
          checked={view.arrows}
          onChange={(event) => onView({ arrows: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

function Whose({ database, view, onView }: Pick<DensityBarProps, 'database' | 'view' | 'onView'>): ReactNode {
  const { episode } = view;
  if (episode !== undefined) {
    return (
      <div className={classes.whose}>
        <Button variant="default" onClick={() => toPlace({ at: 'episode', database, episode })}>
          Back to the episode
        </Button>
        <Button variant="subtle" onClick={() => onView({ episode: undefined })}>
          Everything
        </Button>
      </div>
    );
  }
  return (
    <>
      <SessionSelect
        label="Positions of"
        nothing="All sessions"
        {...{ database }}
        value={view.session}
        onChange={(session) => onView({ session })}
      />
      <SessionSelect
        label="Minus"
        nothing="Nothing"
        {...{ database }}
        value={view.minus}
        onChange={(minus) => onView({ minus })}
      />
    </>
  );
}

interface SessionSelectProps {
  readonly database: string;
  readonly label: string;
  /** What it says when none is chosen. */
  readonly nothing: string;
  readonly value: string | undefined;
  onChange(session: string | undefined): void;
}

function SessionSelect({ database, label, nothing, value, onChange }: SessionSelectProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 150);
  const found = useOptions(database, { level: 'session', request: { search, limit: 100 } });
  const options = (found.data?.options ?? []).map((option) => ({ value: option.id, label: option.label }));
  const known = value === undefined || options.some((option) => option.value === value);
  return (
    <Select
      label={label}
      w={190}
      data={[
        { value: '', label: nothing },
        ...(known || value === undefined ? [] : [{ value, label: value }]),
        ...options,
      ]}
      value={value ?? ''}
      onChange={(next) => onChange(next === null || next === '' ? undefined : next)}
      searchable
      onSearchChange={(text) =>
        setTyped(options.some((option) => option.label === text) || text === nothing ? '' : text)
      }
      allowDeselect={false}
      nothingFoundMessage="No session is called that"
    />
  );
}
