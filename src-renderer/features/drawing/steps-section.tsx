import { Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import type { LensSuggestion, TableLook } from '#shared/model/drawing.ts';
import type { Steps } from '#shared/model/lens.ts';
import { ColumnSelect, ColumnsSelect } from './column-select.tsx';
import { columnIn } from './draft.ts';
import classes from './drawing.module.css';
import { TableSelect } from './table-select.tsx';
import { TranscriptFields } from './transcript-fields.tsx';

interface StepsSectionProps {
  readonly steps: Steps | undefined;
  readonly catalogue: Catalogue;
  readonly look: TableLook | undefined;
  readonly ranked: LensSuggestion['tables'] | undefined;
  /** Another table: everything is suggested anew for it. */
  onTable(table: TableInfo | undefined): void;
  onChange(steps: Steps, what: string): void;
}

/** Which table holds the rows of an episode, and what its columns are for. */
export function StepsSection({ steps, catalogue, look, ranked, onTable, onChange }: StepsSectionProps): ReactNode {
  return (
    <fieldset className={classes.section}>
      <legend>
        Steps<span>the rows of an episode, in order</span>
      </legend>
      <div className={classes.fields}>
        <TableSelect
          label="Table"
          catalogue={catalogue}
          table={steps?.table}
          schema={steps?.schema}
          none="No steps"
          {...(ranked === undefined ? {} : { ranked })}
          onChange={onTable}
        />
        {steps !== undefined && <StepsFields steps={steps} look={look} onChange={onChange} />}
      </div>
    </fieldset>
  );
}

function StepsFields({
  steps,
  look,
  onChange,
}: Pick<StepsSectionProps, 'look' | 'onChange'> & { readonly steps: Steps }) {
  const change = (part: Partial<Steps>) => onChange({ ...steps, ...part }, `steps.${Object.keys(part).join()}`);
  const without = (key: 'agent' | 'agentType' | 'state') => {
    const { [key]: _, ...rest } = steps;
    onChange(withKeys(rest), `steps.${key}`);
  };
  const set = (key: 'agent' | 'agentType' | 'state', column: string | undefined) =>
    column === undefined ? without(key) : onChange(withKeys({ ...steps, [key]: column }), `steps.${key}`);
  return (
    <>
      <ColumnsSelect
        label="Belongs to episode"
        look={look}
        purpose="episode"
        value={steps.episode}
        none="Choose…"
        onChange={(episode) => change({ episode })}
      />
      <ColumnSelect
        label="Order"
        look={look}
        purpose="time"
        value={steps.time.by}
        needed
        none="Choose…"
        onChange={(by = '') => change({ time: { ...steps.time, by, title: titleFor(steps, by) } })}
      />
      <TextInput
        label="Unit of the order"
        placeholder="frames, s…"
        value={steps.time.unit ?? ''}
        onChange={(event) => change({ time: withUnit(steps.time, event.currentTarget.value) })}
      />
      <ColumnSelect
        label="Agent"
        look={look}
        purpose="agent"
        value={steps.agent}
        onChange={(agent) => set('agent', agent)}
      />
      <ColumnSelect
        label="Kind of agent"
        look={look}
        purpose="agentType"
        value={steps.agentType}
        onChange={(type) => set('agentType', type)}
      />
      <Position steps={steps} look={look} change={change} />
      <ColumnSelect
        label="State"
        look={look}
        purpose="state"
        value={steps.state}
        onChange={(state) => set('state', state)}
      />
      <ColumnsSelect
        label="Text"
        look={look}
        purpose="text"
        value={steps.texts}
        onChange={(texts) => change({ texts })}
      />
      <TranscriptFields transcript={steps.transcript} look={look} onChange={(transcript) => change({ transcript })} />
    </>
  );
}

interface PositionProps {
  readonly steps: Steps;
  readonly look: TableLook | undefined;
  change(part: Partial<Steps>): void;
}

const axes = ['x', 'y', 'z'] as const;

function Position({ steps, look, change }: PositionProps): ReactNode {
  const position = steps.position ?? { x: '', y: '', yDown: false };
  const set = (axis: (typeof axes)[number], column: string | undefined) => {
    const { z, ...flat } = position;
    const depth = axis === 'z' ? column : z;
    const next = {
      ...flat,
      ...(depth === undefined ? {} : { z: depth }),
      ...(axis === 'z' ? {} : { [axis]: column ?? '' }),
    };
    if (next.x !== '' || next.y !== '') return change({ position: next });
    change({ position: undefined });
  };
  return (
    <>
      {axes.map((axis) => (
        <ColumnSelect
          key={axis}
          label={axis}
          look={look}
          purpose={axis}
          value={position[axis]}
          onChange={(column) => set(axis, column)}
        />
      ))}
      {steps.position !== undefined && (
        <>
          <TextInput
            label="Unit of positions"
            placeholder="m, px…"
            disabled={typeof position.unit === 'object'}
            value={typeof position.unit === 'string' ? position.unit : ''}
            onChange={(event) => change({ position: withUnit(position, event.currentTarget.value) })}
          />
          <div className={classes.checks}>
            <Checkbox
              label="y grows downwards"
              checked={position.yDown === true}
              disabled={typeof position.yDown === 'object'}
              onChange={(event) => change({ position: { ...position, yDown: event.currentTarget.checked } })}
            />
          </div>
        </>
      )}
    </>
  );
}

/** What is told apart within a moment: agents, and their kinds. */
function withKeys(steps: Steps): Steps {
  return { ...steps, within: [steps.agent, steps.agentType].flatMap((each) => columnIn(each) ?? []) };
}

/** A title that was the column's name follows the column. */
function titleFor({ time }: Steps, by: string): string {
  return time.title === columnIn(time.by) || time.title === '' ? by : time.title;
}

function withUnit<T extends { unit?: unknown }>({ unit: _, ...rest }: T, unit: string): T {
  return { ...rest, ...(unit === '' ? {} : { unit }) } as unknown as T;
}
