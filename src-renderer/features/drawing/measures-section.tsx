import { ActionIcon, Button, Checkbox, Menu, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { TableLook } from '#shared/model/drawing.ts';
import type { MeasureSpec } from '#shared/model/lens.ts';
import { ColumnSelect } from './column-select.tsx';
import { expressionText, measureOf } from './draft.ts';
import classes from './drawing.module.css';

interface MeasuresSectionProps {
  readonly measures: readonly MeasureSpec[];
  readonly stepLook: TableLook | undefined;
  readonly episodeLook: TableLook | undefined;
  onChange(measures: MeasureSpec[], what: string): void;
}

/** What can be drawn over time and rolled up in lists. */
export function MeasuresSection({ measures, stepLook, episodeLook, onChange }: MeasuresSectionProps): ReactNode {
  const [open, setOpen] = useState<string>();
  const change = (id: string, next: MeasureSpec) =>
    onChange(
      measures.map((each) => (each.id === id ? next : each)),
      `measure.${id}`,
    );
  const add = (column: string, level: MeasureSpec['level']) => {
    const measure = measureOf(column, level, measures);
    onChange([...measures, measure], `measure.${measure.id}.new`);
    setOpen(measure.id);
  };
  return (
    <fieldset className={classes.section}>
      <legend>
        Measures<span>what is drawn and rolled up</span>
      </legend>
      <ul className={classes.measures}>
        {measures.map((measure) => (
          <li key={measure.id}>
            <MeasureLine
              measure={measure}
              open={open === measure.id}
              toggle={() => setOpen(open === measure.id ? undefined : measure.id)}
            />
            <ActionIcon
              size={22}
              aria-label={`Remove ${measure.title}`}
              onClick={() =>
                onChange(
                  measures.filter(({ id }) => id !== measure.id),
                  `measure.${measure.id}.gone`,
                )
              }
            >
              <IconTrash size={14} />
            </ActionIcon>
            {open === measure.id && (
              <MeasureFields
                measure={measure}
                look={measure.level === 'step' ? stepLook : episodeLook}
                onChange={(next) => change(measure.id, next)}
              />
            )}
          </li>
        ))}
      </ul>
      <AddMeasure {...{ measures, stepLook, episodeLook, add }} />
    </fieldset>
  );
}

interface LineProps {
  readonly measure: MeasureSpec;
  readonly open: boolean;
  toggle(): void;
}

function MeasureLine({ measure, open, toggle }: LineProps): ReactNode {
  const { title, unit, level, reduce, rollUp, value } = measure;
  const of = expressionText(value);
  const about = [of === title ? '' : of, level === 'step' ? reduces[reduce] : 'per episode', rollUp ? 'in lists' : ''];
  return (
    <button type="button" className={classes.measure} aria-expanded={open} onClick={toggle}>
      <span className={classes.name}>{title}</span>
      {typeof unit === 'string' && <span className={classes.type}>{unit}</span>}
      <span className={classes.about}>{about.filter((each) => each !== '').join(' · ')}</span>
    </button>
  );
}

const reduces: Readonly<Record<MeasureSpec['reduce'], string>> = {
  mean: 'mean',
  sum: 'sum',
  last: 'last value',
  min: 'least',
  max: 'greatest',
};

interface MeasureFieldsProps {
  readonly measure: MeasureSpec;
  readonly look: TableLook | undefined;
  onChange(measure: MeasureSpec): void;
}

function MeasureFields({ measure, look, onChange }: MeasureFieldsProps): ReactNode {
  const { unit: known, ...bare } = measure;
  return (
    <div className={classes.fields}>
      <ColumnSelect
        label="Column"
        look={look}
        purpose="measure"
        needed
        value={measure.value}
        onChange={(value) => value !== undefined && onChange({ ...measure, value })}
      />
      <TextInput
        label="Title"
        value={measure.title}
        onChange={(event) => onChange({ ...measure, title: event.currentTarget.value })}
      />
      <TextInput
        label="Unit"
        disabled={typeof known === 'object'}
        value={typeof known === 'string' ? known : ''}
        onChange={(event) => {
          const unit = event.currentTarget.value;
          onChange(unit === '' ? bare : { ...bare, unit });
        }}
      />
      {measure.level === 'step' && (
        <Select
          label="An episode comes to"
          allowDeselect={false}
          data={(Object.keys(reduces) as MeasureSpec['reduce'][]).map((value) => ({ value, label: reduces[value] }))}
          value={measure.reduce}
          onChange={(reduce) => reduce !== null && onChange({ ...measure, reduce })}
        />
      )}
      <div className={classes.checks}>
        <Checkbox
          label="Shown in lists"
          checked={measure.rollUp !== false}
          onChange={(event) => onChange({ ...measure, rollUp: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}

interface AddProps extends Pick<MeasuresSectionProps, 'measures' | 'stepLook' | 'episodeLook'> {
  add(column: string, level: MeasureSpec['level']): void;
}

/** Numbers that are no measure yet. */
function AddMeasure({ measures, stepLook, episodeLook, add }: AddProps): ReactNode {
  const free = (look: TableLook | undefined, level: MeasureSpec['level']) =>
    (look?.columns ?? []).filter(
      ({ name, roles }) =>
        (roles.measure?.score ?? 0) > 0 && !measures.some((each) => each.level === level && each.value === name),
    );
  const [steps, episodes] = [free(stepLook, 'step'), free(episodeLook, 'episode')];
  if (steps.length + episodes.length === 0) return null;
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />}>
          Add a measure
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {steps.length > 0 && <Menu.Label>Of each step</Menu.Label>}
        {steps.map(({ name, type }) => (
          <Menu.Item key={name} rightSection={type} onClick={() => add(name, 'step')}>
            {name}
          </Menu.Item>
        ))}
        {episodes.length > 0 && <Menu.Label>Of each episode</Menu.Label>}
        {episodes.map(({ name, type }) => (
          <Menu.Item key={name} rightSection={type} onClick={() => add(name, 'episode')}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
