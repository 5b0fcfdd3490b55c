import { ActionIcon, Button, NumberInput, Popover, SegmentedControl, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { roundNumber } from '../../format/number.ts';
import chartClasses from '../series/chart.module.css';
import classes from './marks.module.css';
import type { ChartMark, Marks } from './use-marks.ts';

/** A place of a chart that was pointed at. */
export interface MarkedPlace {
  readonly x: number;
  readonly y: number;
}

interface MarksFormProps extends Marks {
  /** Where a person asked for a mark on the chart itself; opens the form there. */
  readonly at: MarkedPlace | undefined;
  onClose(): void;
}

type Kind = 'across' | 'upright' | 'note';

/** The lines and notes of a chart: which there are, and one more. */
export function MarksForm({ marks, put, remove, at, onClose }: MarksFormProps): ReactNode {
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (at !== undefined) setOpened(true);
  }, [at]);
  const change = (next: boolean) => {
    setOpened(next);
    if (!next) onClose();
  };
  return (
    <Popover opened={opened} onChange={change} width={300} position="top-start" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <button type="button" className={chartClasses.link} onClick={() => change(!opened)}>
          {marks.length === 0 ? 'Mark…' : `Marks (${marks.length})…`}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        {marks.length > 0 && (
          <ul className={classes.markList} aria-label="On this chart">
            {marks.map((mark) => (
              <li key={mark.id}>
                <span>{textOf(mark)}</span>
                <ActionIcon
                  size={20}
                  aria-label={`Remove ${mark.label || placeOf(mark)}`}
                  onClick={() => remove(mark.id)}
                >
                  <IconTrash size={13} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <NewMark
          key={at === undefined ? 'none' : `${at.x} ${at.y}`}
          at={at}
          onAdd={(mark) => {
            put(mark);
            change(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function NewMark({ at, onAdd }: { readonly at: MarkedPlace | undefined; onAdd(mark: ChartMark): void }): ReactNode {
  const [kind, setKind] = useState<Kind>('across');
  const [x, setX] = useState<number | string>(rounded(at?.x));
  const [y, setY] = useState<number | string>(rounded(at?.y));
  const [label, setLabel] = useState('');
  const hasX = kind !== 'across';
  const hasY = kind !== 'upright';
  const complete =
    (!hasX || typeof x === 'number') && (!hasY || typeof y === 'number') && (kind !== 'note' || label !== '');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!complete) return;
    const id = crypto.randomUUID();
    onAdd({ id, x: hasX ? Number(x) : null, y: hasY ? Number(y) : null, label: label.trim() });
  };
  return (
    <form className={classes.newMark} onSubmit={add}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="What to add"
        data={[
          { value: 'across', label: 'Line across' },
          { value: 'upright', label: 'Upright' },
          { value: 'note', label: 'Note' },
        ]}
        value={kind}
        onChange={(next) => setKind(next as Kind)}
      />
      {hasX && <NumberInput size="xs" label="x" value={x} onChange={setX} />}
      {hasY && <NumberInput size="xs" label="y" value={y} onChange={setY} />}
      <TextInput
        size="xs"
        label="Text"
        maxLength={500}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" disabled={!complete}>
        Add
      </Button>
    </form>
  );
}

/** As exact as a pointer is. */
function rounded(value: number | undefined): number | string {
  return value === undefined ? '' : Number(value.toPrecision(5));
}

function placeOf({ x, y }: ChartMark): string {
  return [x === null ? '' : `x ${roundNumber(x, 6)}`, y === null ? '' : `y ${roundNumber(y, 6)}`]
    .filter(Boolean)
    .join(', ');
}

function textOf(mark: ChartMark): string {
  return [mark.label, placeOf(mark)].filter(Boolean).join(' · ');
}
