import { NumberInput, TagsInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { LightSelect } from '../../ui/light-select.tsx';
import type { OptionField as Field } from './options-schema.ts';
import classes from './set-detail.module.css';

interface OptionFieldProps {
  readonly field: Field;
  readonly value: unknown;
  /** `undefined` leaves the option to the importer. */
  onValue(value: unknown): void;
}

/** One option of an importer. What is typed counts with Enter or when the field is left. */
export function OptionField(props: OptionFieldProps): ReactNode {
  switch (props.field.kind) {
    case 'switch':
      return <SwitchField {...props} />;
    case 'choice':
      return <ChoiceField {...props} />;
    case 'number':
      return <NumberField {...props} />;
    case 'words':
      return <WordsField {...props} />;
    default:
      return <TextField {...props} />;
  }
}

const labelled = ({ title, description }: Field) => ({
  label: title,
  description,
  className: classes.field ?? '',
  inputWrapperOrder: ['label', 'input', 'description'] as ('label' | 'input' | 'description')[],
});

/** An option without a default may also be left to the importer. */
function SwitchField({ field, value, onValue }: OptionFieldProps): ReactNode {
  const may = field.fallback === undefined ? [{ value: '', label: 'Found in the file' }] : [];
  return (
    <LightSelect
      {...labelled(field)}
      data={[...may, { value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }]}
      value={value === undefined ? '' : String(value)}
      allowDeselect={false}
      onChange={(next) => onValue(next === '' || next === null ? undefined : next === 'true')}
    />
  );
}

function ChoiceField({ field, value, onValue }: OptionFieldProps): ReactNode {
  const may = field.fallback === undefined ? [{ value: '', label: 'Found in the file' }] : [];
  return (
    <LightSelect
      {...labelled(field)}
      data={[...may, ...field.choices.map((each) => ({ value: each, label: each }))]}
      value={value === undefined ? '' : String(value)}
      allowDeselect={false}
      onChange={(next) => onValue(next === '' || next === null ? undefined : next)}
    />
  );
}

function NumberField({ field, value, onValue }: OptionFieldProps): ReactNode {
  const before = typeof value === 'number' ? value : '';
  const [typed, setTyped] = useState<number | string>(before);
  const take = () => {
    if (typed === before) return;
    onValue(typed === '' ? undefined : Number(typed));
  };
  return (
    <NumberInput
      {...labelled(field)}
      value={typed}
      allowDecimal={!field.whole}
      placeholder="as found"
      {...(field.minimum !== undefined && { min: field.minimum })}
      {...(field.maximum !== undefined && { max: field.maximum })}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

function TextField({ field, value, onValue }: OptionFieldProps): ReactNode {
  const before = value === undefined || value === null ? '' : String(value);
  const [typed, setTyped] = useState(before);
  const take = () => {
    if (typed !== before) onValue(typed === '' ? undefined : typed);
  };
  return (
    <TextInput
      {...labelled(field)}
      value={typed}
      spellCheck={false}
      placeholder="as found"
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

function WordsField({ field, value, onValue }: OptionFieldProps): ReactNode {
  return (
    <TagsInput
      {...labelled(field)}
      value={Array.isArray(value) ? value.map(String) : []}
      clearable
      comboboxProps={{ keepMounted: false }}
      clearButtonProps={{ 'aria-label': `Clear ${field.title}` }}
      onChange={(next) => onValue(next)}
    />
  );
}
