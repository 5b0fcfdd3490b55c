import { TagsInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { TableLook } from '#shared/model/drawing.ts';
import type { States } from '#shared/model/lens.ts';
import { ColumnSelect, ColumnsSelect } from './column-select.tsx';
import { wordOf } from './draft.ts';
import classes from './drawing.module.css';
import { statesOver } from './states.ts';
import { TableSelect } from './table-select.tsx';

interface StatesSectionProps {
  readonly states: States | undefined;
  /** What one session is called. */
  readonly session: string;
  readonly catalogue: Catalogue;
  readonly look: TableLook | undefined;
  onChange(states: States | undefined, what: string): void;
}

/** Which table says that something of a session is on or off from then on. */
export function StatesSection({ states, session, catalogue, look, onChange }: StatesSectionProps): ReactNode {
  return (
    <fieldset className={classes.section}>
      <legend>
        States<span>what is on or off from then on, drawn as bands</span>
      </legend>
      <div className={classes.fields}>
        <TableSelect
          label="Table"
          catalogue={catalogue}
          table={states?.table}
          schema={undefined}
          none="No states"
          onChange={(table) => onChange(table && statesOver(table), 'states.table')}
        />
        {states !== undefined && <StatesFields {...{ states, session, look, onChange }} />}
      </div>
    </fieldset>
  );
}

function StatesFields({
  states,
  session,
  look,
  onChange,
}: Omit<StatesSectionProps, 'catalogue' | 'states'> & { readonly states: States }): ReactNode {
  const change = (part: Partial<States>) => onChange({ ...states, ...part }, `states.${Object.keys(part).join()}`);
  const { part: _, ...whole } = states;
  const value = typeof states.value === 'string' ? states.value : undefined;
  const examples = look?.columns.find(({ name }) => name === value)?.examples ?? [];
  const words = (key: 'on' | 'off', label: string) => (
    <TagsInput
      label={label}
      size="xs"
      classNames={{ inputField: classes.small }}
      placeholder={states[key].length === 0 ? (key === 'on' ? 'true' : 'false') : ''}
      data={examples.filter((each) => !states.on.includes(each) && !states.off.includes(each))}
      value={states[key]}
      onChange={(list) => change({ [key]: list, words: { ...states.words, [key]: list[0] ?? key } })}
    />
  );
  return (
    <>
      <TextInput
        label="Called"
        value={states.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <ColumnsSelect
        label={`Belongs to ${session}`}
        look={look}
        purpose="session"
        value={states.session}
        none="Choose…"
        onChange={(ids) => change({ session: ids })}
      />
      <ColumnSelect
        label="From when"
        look={look}
        purpose="time"
        value={states.time}
        needed
        none="Choose…"
        onChange={(time = '') => change({ time })}
      />
      <ColumnSelect
        label="State"
        look={look}
        purpose="state"
        value={states.value}
        needed
        none="Choose…"
        onChange={(column = '') => change({ value: column, on: [], off: [] })}
      />
      {words('on', 'On where it says')}
      {words('off', 'Off where it says')}
      <ColumnSelect
        label="Part with a state of its own"
        look={look}
        purpose="agent"
        value={states.part?.by}
        onChange={(by) =>
          onChange(by === undefined ? whole : { ...states, part: { by, word: wordOf(by) } }, 'states.part')
        }
      />
    </>
  );
}
